import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { IncidentFacts } from './incident-page.model.js';
import type { PageNames } from './page-names.js';
import type { PageTimes } from './page-times.js';
import type { PageViewer } from './viewer.js';

/** Everything that a page is a function of. */
export interface PageContext {
  readonly facts: IncidentFacts;
  readonly viewer: PageViewer;
  readonly handbook: Handbook | null;
  readonly names: PageNames;
  readonly times: PageTimes;
  /** What the viewer can do now. */
  readonly actions: readonly CommandKind[];
  /** Before every path of ours; empty, or like `/tocsin`. */
  readonly base: string;
  /** New for every rendering: a form sent twice acts once. */
  readonly formId: string;
  /** What became of what the reader has just done. */
  readonly notice: Notice | null;
  /** A command that was refused: its reason stands beside its form, with what was typed. */
  readonly refusal: Refusal | null;
}

export interface Notice {
  readonly tone: 'good' | 'wait' | 'stale' | 'bad';
  readonly text: string;
}

export interface Refusal {
  readonly kind: CommandKind;
  readonly reason: string;
  readonly hint?: string;
  readonly input: FormInput;
  /** Sent again, so that a press whose fate is unknown acts once; absent: the next press is a new command. */
  readonly commandId?: string;
}

/** A form as it came: each field's values, untrusted. */
export type FormInput = Readonly<Record<string, readonly string[]>>;
