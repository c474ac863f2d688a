import type { Part } from './batch-plan.js';
import type { BatchOutcome } from './ingest.repository.js';
import { LIMITS } from './limits.js';
import type { Problem } from './received-payload.model.js';
import { blamesTheData } from './write-failure.js';

type Write = (parts: readonly Part[]) => Promise<BatchOutcome>;

/** A part's fate: how many of its alerts PostgreSQL would not take. Each is named in the problems kept with the raw body. */
export interface PartOutcome {
  readonly part: Part;
  readonly refused: number;
}

/**
 * Writes everything that PostgreSQL takes, and finds by halving what it does not: that is kept as raw body with the reason
 * and delays the others by at most `LIMITS.bisections` statements. Rejects where the fault is ours.
 */
export async function writeAround(parts: readonly Part[], write: Write): Promise<readonly PartOutcome[]> {
  let left: number = LIMITS.bisections;
  const attempt = async (some: readonly Part[]): Promise<string | null> => {
    left -= 1;
    try {
      await write(some);
      return null;
    } catch (error) {
      if (!blamesTheData(error)) throw error;
      return error instanceof Error ? error.message : String(error);
    }
  };

  const refusedOf = async (part: Part): Promise<readonly Problem[]> => {
    const reason = part.alerts.length === 0 ? null : await attempt([{ ...part, raw: null }]);
    if (reason === null) return [];
    if (part.alerts.length === 1 || left <= 0)
      return part.alerts.map((alert) => ({ field: alert.event.dedupKey.slice(0, 64), reason: `not stored: ${reason}` }));
    const middle = Math.ceil(part.alerts.length / 2);
    const first = await refusedOf({ ...part, alerts: part.alerts.slice(0, middle) });
    return [...first, ...(await refusedOf({ ...part, alerts: part.alerts.slice(middle) }))];
  };

  const isolate = async (some: readonly Part[]): Promise<readonly PartOutcome[]> => {
    if ((await attempt(some)) === null) return some.map((part) => ({ part, refused: 0 }));
    const [part] = some;
    if (some.length === 1 && part !== undefined) return [await keepWithReason(part, await refusedOf(part), write)];
    const middle = Math.ceil(some.length / 2);
    return [...(await isolate(some.slice(0, middle))), ...(await isolate(some.slice(middle)))];
  };

  return await isolate(parts);
}

async function keepWithReason(part: Part, refused: readonly Problem[], write: Write): Promise<PartOutcome> {
  const problems = [...(part.raw?.problems ?? []), ...refused].slice(-LIMITS.problems);
  if (part.raw === null) return { part, refused: refused.length };
  try {
    await write([{ ...part, alerts: [], raw: { problems } }]);
  } catch (error) {
    if (!blamesTheData(error)) throw error;
    await write([{ ...part, alerts: [], raw: { problems: [{ field: '', reason: 'problems that could not be stored' }] } }]);
  }
  return { part, refused: refused.length };
}
