import type { Severity } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';

/** What whoever comes on call must know, as of `asOf`. Restricted incidents are not in it. Guide: G1.3 */
export interface Brief {
  readonly asOf: Instant;
  readonly openIncidents: readonly BriefIncident[];
  /** What is due within a week, the most urgent first. */
  readonly followUps: readonly BriefFollowUp[];
  /** The alerts that fired most since the last one, most first. */
  readonly noisyAlerts: readonly BriefAlert[];
  /** Who comes after, and when; null: nobody changes within four weeks. */
  readonly next: { readonly person: string; readonly at: Instant } | null;
}

export interface BriefIncident {
  readonly key: string;
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  readonly status: string;
  readonly holder: string | null;
  /** The clock that runs out next; null: none runs. */
  readonly deadline: { readonly what: string; readonly at: Instant } | null;
}

export interface BriefFollowUp {
  readonly incidentKey: string;
  readonly title: string;
  readonly owner: string;
  readonly dueAt: Instant;
}

export interface BriefAlert {
  readonly name: string;
  readonly service: string;
  readonly firings: number;
}
