import type { Priority, Severity } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';

/** `ACKNOWLEDGED` is a monitor's own doing (PagerDuty `acknowledge`); it never holds an incident. */
export const ALERT_STATUSES = ['FIRING', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** What a monitor said once, in our words, whichever monitor it was. All texts are hostile: escape them where they are shown. */
export interface AlertEvent {
  readonly status: AlertStatus;
  /** The alert's identity at its source: the same key is the same alert. */
  readonly dedupKey: string;
  /** The alert's name, for example `ErrorRateHigh`. */
  readonly name: string;
  readonly summary: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly priority: Priority;
  /** When this firing began, as the source says. The same `dedupKey` and `startsAt` is never a new event. */
  readonly startsAt: Instant;
  /** When it ended, where the source says so. */
  readonly endsAt: Instant | null;
  /** Link back to the source, http(s) only. */
  readonly sourceUrl: string | null;
}

/** Where an event belongs, by the handbook. */
export interface RoutedAlert {
  readonly event: AlertEvent;
  readonly service: string;
  readonly proposes: Severity;
  /** Events with the same group key belong to the same incident while that one is open. */
  readonly groupKey: string;
}

/**
 * All that an incident's workflow needs to know of its alerts, cumulative: a later revision replaces an earlier one.
 * Texts and counts stay in PostgreSQL.
 */
export interface AlertSnapshot {
  readonly revision: number;
  readonly firing: number;
  readonly total: number;
  /** The worst severity that any firing alert proposes; the last one's when none fires. */
  readonly proposes: Severity;
  /** Grows by one each time an alert begins to fire (first time, again, or anew): a re-fire after resolution is seen by this. */
  readonly firings: number;
  /** When the last alert began to fire, was resolved: as accepted here. */
  readonly lastFiredAt: Instant;
  readonly lastResolvedAt: Instant | null;
}
