import type { CommandHandover } from '../handbook/handbook.model.js';
import { type DurationMs, type Instant, MINUTE_MS } from '../instant.js';

/** Whoever has an incident commands it. Command that is offered to somebody, and not yet taken: until then nothing changes. Guide: G1.3 */
export interface CommandOffer {
  readonly by: string;
  readonly to: string;
  readonly note: string | null;
  /** What is gone through before it is taken. */
  readonly checklist: readonly string[];
  readonly at: Instant;
  /** Until when it is to be taken. */
  readonly dueAt: Instant;
  /** It ends with the generation in which it was made: when another one acknowledges, when it expires, when it is over. */
  readonly generation: number;
}

/** What a person can tell an incident about its command. */
export type CommandHandoverCommand =
  /** `checklist`: instead of the handbook's. */
  | { readonly kind: 'handOver'; readonly to: string; readonly checklist?: readonly string[]; readonly note?: string }
  /** `ticked`: what of the checklist the incoming person has heard and understood. */
  | { readonly kind: 'acceptCommand'; readonly ticked?: readonly string[] }
  | { readonly kind: 'declineCommand'; readonly reason?: string }
  | { readonly kind: 'withdrawHandOver'; readonly reason?: string };

export const COMMAND_HANDOVER_KINDS = [
  'handOver',
  'acceptCommand',
  'declineCommand',
  'withdrawHandOver',
] as const satisfies readonly CommandHandoverCommand['kind'][];

export const isHandoverKind = (kind: string): kind is CommandHandoverCommand['kind'] => COMMAND_HANDOVER_KINDS.some((one) => one === kind);

/** Where the handbook says nothing. */
const ACCEPT_WITHIN_MS: DurationMs = 10 * MINUTE_MS;

export const DEFAULT_CHECKLIST: readonly string[] = [
  'State and impact told',
  'Who is engaged',
  'What was tried',
  'What is next',
  'What was promised to whom',
];

export const handoverOf = (pinned: CommandHandover | undefined): CommandHandover =>
  pinned ?? { acceptWithinMs: ACCEPT_WITHIN_MS, checklist: DEFAULT_CHECKLIST };
