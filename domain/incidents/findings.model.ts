/** What people have found out and tried so far: enough to hand over by. The timeline has every word of it. */
export interface Findings {
  /** null: nobody has assessed it. */
  readonly impact: string | null;
  /** The last notes and words on the status, oldest first. */
  readonly tried: readonly string[];
}
