import type { Instant } from '../../domain/instant.js';
import type { LocalTime, ZoneRules } from '../../domain/oncall/zone-rules.js';

/** The name of a zone whose clocks show at `now` what those of `zone` show at `then`: any clock change can be met today. */
export const displaced = (zone: string, now: Instant, then: Instant): string => `${zone}@${then - now}`;

/** The rules of `real`, also for displaced zones. */
export function displacedZoneRules(real: ZoneRules): ZoneRules {
  return {
    toLocal: (zone, at): LocalTime => {
      const { name, byMs } = partsOf(zone);
      return real.toLocal(name, at + byMs);
    },
    toInstant: (zone, local): Instant => {
      const { name, byMs } = partsOf(zone);
      return real.toInstant(name, local) - byMs;
    },
  };
}

function partsOf(zone: string): { readonly name: string; readonly byMs: number } {
  const [name = zone, by = '0'] = zone.split('@');
  return { name, byMs: Number(by) };
}
