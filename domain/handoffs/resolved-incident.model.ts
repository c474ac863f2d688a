import type { Severity, Visibility } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';

/** An incident that is over, and whom that concerns. */
export interface ResolvedIncident {
  readonly incidentKey: string;
  /** Grows with every resolution: each is told once. */
  readonly generation: number;
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  /** `RESTRICTED`: nothing is said of what and where. */
  readonly visibility: Visibility;
  readonly schedule: string;
  /** Who had it; null: nobody. */
  readonly holder: string | null;
  /** Who said that it is over; absent in what older builds recorded, null: nobody did. */
  readonly resolvedBy?: string | null;
  readonly resolvedAt: Instant;
  readonly reopenUntil: Instant;
  /** Alerts that fire although it is resolved. */
  readonly firing: number;
}
