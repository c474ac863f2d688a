/** The environment variables of this process. Passed as an argument, so that a test can offer another. */
export type HostEnvironment = Readonly<Record<string, string | undefined>>;

/** A snapshot; an empty variable counts as unset. */
export function hostEnvironment(): HostEnvironment {
  return Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
}
