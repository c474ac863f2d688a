/** Stops what global-setup.mjs started; servers that ran before go on. */
export default async function globalTeardown() {
  await globalThis.tocsinTestServers?.stop();
}
