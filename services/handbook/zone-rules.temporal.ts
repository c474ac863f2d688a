import { Temporal } from 'temporal-polyfill/implementation';
import { DAY_MS, type Instant, MINUTE_MS } from '../../domain/instant.js';
import type { LocalTime, ZoneRules } from '../../domain/oncall/zone-rules.js';

/** One UTC offset of a zone, from one clock change to the next. */
interface OffsetSpan {
  readonly from: Instant;
  readonly to: Instant;
  readonly offsetMs: number;
}

/** Enough for a century of clock changes; then the zone's spans are looked up anew. */
const MAX_SPANS_PER_ZONE = 256;

/**
 * Zone rules by the host's IANA data, independent of the host's own zone. A zone's clock changes are looked up once and kept, so
 * that a reading costs about a microsecond. Throws `RangeError` for a zone that does not exist.
 */
export function temporalZoneRules(): ZoneRules {
  const known = new Map<string, OffsetSpan[]>();

  const spanAt = (zone: string, at: Instant): OffsetSpan => {
    const spans = known.get(zone) ?? [];
    const hit = spans.find((span) => span.from <= at && at < span.to);
    if (hit) return hit;
    const span = lookUp(zone, at);
    known.set(zone, spans.length < MAX_SPANS_PER_ZONE ? [span, ...spans] : [span]);
    return span;
  };

  return {
    toLocal: (zone, at) => localOf(at + spanAt(zone, at).offsetMs),
    toInstant: (zone, local) => {
      const wall = local.epochDay * DAY_MS + local.minute * MINUTE_MS;
      // No offset reaches a day, so these two are the rules before and after any clock change near the wall-clock time.
      const before = spanAt(zone, wall - DAY_MS);
      const after = spanAt(zone, wall + DAY_MS);
      const first = wall - before.offsetMs;
      if (first < before.to) return first;
      // Skipped by the jump (`Math.max`), or simply later than it.
      return Math.max(wall - after.offsetMs, after.from);
    },
  };
}

/** Names that the host knows as zones; more than there are, whatever their letters' case. */
const knownZones = new Set<string>();
const MAX_KNOWN_ZONES = 1_024;

/** Whether the host knows `zone` as the name of an IANA zone (an offset such as `+01:00` is not a name). */
export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone) || !isKnownToHost(zone)) return false;
  if (knownZones.size < MAX_KNOWN_ZONES) knownZones.add(zone);
  return true;
}

function isKnownToHost(zone: string): boolean {
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function localOf(wall: number): LocalTime {
  const epochDay = Math.floor(wall / DAY_MS);
  return { epochDay, minute: Math.floor((wall - epochDay * DAY_MS) / MINUTE_MS) };
}

function lookUp(zone: string, at: Instant): OffsetSpan {
  const here = new Temporal.ZonedDateTime(BigInt(at) * 1_000_000n, zone);
  const next = here.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  // `previous` is exclusive: asked a nanosecond later, it finds a change that happens exactly at `at`.
  const previous = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  return { from: previous, to: next, offsetMs: here.offsetNanoseconds / 1_000_000 };
}
