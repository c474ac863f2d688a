import { DomainFailure } from '../../domain/error.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';

/** Nobody knows a rota of longer ahead. */
const MAX_AHEAD_MS = 366 * DAY_MS;

/** Throws `INVALID_INPUT` for an instant that is not to come within a year, and where no handbook would run until then. */
export function judgeEffectiveAt(effectiveAt: Instant, { at, isFirst }: { readonly at: Instant; readonly isFirst: boolean }): void {
  if (isFirst) throw refused('no handbook runs yet, and none would until then', 'apply the first one at once');
  if (effectiveAt <= at) throw refused('the instant has passed', 'name one that is to come, or leave it out: then it takes effect at once');
  if (effectiveAt - at > MAX_AHEAD_MS) throw refused('it is more than 366 days ahead', 'apply it when it is closer');
}

const refused = (detail: string, hint: string): DomainFailure =>
  new DomainFailure({ code: 'INVALID_INPUT', field: 'effectiveAt', detail, hint });
