import type { Urgency } from '../handbook/handbook.model.js';

/** Something that a person should know: a reminder, a brief. Nobody waits for an answer. All texts may hold hostile characters. */
export interface Notice {
  /** One line. */
  readonly subject: string;
  /** What there is to say, a line each; the first one matters most. */
  readonly lines: readonly string[];
  /** Where more is, and where to act; empty: nowhere. */
  readonly link: string;
  readonly urgency: Urgency;
  /** Notices of one thread stand together, for example everything about one follow-up. */
  readonly thread: string;
}
