import type { Line } from '../handbook/handbook-lines.js';

/** From what was measured to what was sent. */
export const WHY_KINDS = [
  'ALERT',
  'RULE',
  'ROUTE',
  'SERVICE',
  'POLICY',
  'STEP',
  'SCHEDULE',
  'COVER',
  'PERSON',
  'CONTACT',
  'DELIVERY',
] as const;
export type WhyKind = (typeof WHY_KINDS)[number];

/** One link of the chain that leads to a page. */
export interface WhyLink {
  readonly kind: WhyKind;
  readonly words: string;
  /** The version whose text says so; null: no handbook does. */
  readonly versionId: number | null;
  /** null: the text has no such place. */
  readonly line: Line | null;
}

/** Why somebody was not paged, in the order of the ladder. */
export interface NotPaged {
  readonly person: string;
  readonly incident: string;
  /** The ids of their pages: they were paged after all. */
  readonly pages: readonly string[];
  readonly reasons: readonly WhyLink[];
}
