/** Never gives the worker its turn back. */
export async function incident() {
  for (;;);
}
