import type { AlertEvent } from '../../domain/alerts/alert.model.js';
import { LIMITS } from './limits.js';

/** Something in a payload that was left out, cut or replaced; kept beside the raw body. */
export interface Problem {
  /** For example `alerts[3].startsAt`. */
  readonly field: string;
  readonly reason: string;
}

export interface ReceivedAlert {
  readonly event: AlertEvent;
  /** The source names each firing by its `startsAt`: a later one is a new firing even where the end of the last was missed. */
  readonly startIdentifiesFiring: boolean;
}

/** A payload in our words: what could be read, what could not, and why. */
export interface ReceivedPayload {
  readonly alerts: readonly ReceivedAlert[];
  readonly refused: number;
  readonly problems: readonly Problem[];
}

/** Collects problems up to a ceiling; beyond, only their number. */
export class ProblemList {
  private readonly kept: Problem[] = [];
  private beyond = 0;

  add(field: string, reason: string): void {
    if (this.kept.length < LIMITS.problems) this.kept.push({ field, reason });
    else this.beyond += 1;
  }

  list(): readonly Problem[] {
    if (this.beyond === 0) return this.kept;
    return [...this.kept, { field: '', reason: `${this.beyond} further problems are not listed` }];
  }
}
