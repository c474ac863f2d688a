export interface BuildReport {
  readonly compiled: number;
  readonly removed: number;
  readonly bundled: boolean;
  /** Milliseconds it took. */
  readonly ms: number;
}

/** Brings dist/ up to date with the sources. Throws with every file that does not compile. */
export function build(): Promise<BuildReport>;
