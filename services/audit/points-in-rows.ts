import type { Pool } from 'pg';
import { LEDGERS, type Ledger } from './ledgers.js';
import type { Point } from './sealed-points.js';

/** Whether a chain is that of an incident. */
export const isIncident = (chain: string): boolean => /^INC-\d+$/.test(chain);

const HEAD = /^[0-9a-f]{64}$/;

/** $1 keys, $2 lengths, $3 heads. Answers which of them, from 1. */
const OTHERWISE = `
SELECT p.place::int AS place FROM unnest($1::text[], $2::bigint[], $3::text[]) WITH ORDINALITY AS p (key, length, head, place)
LEFT JOIN incident_events e ON e.incident_key = p.key AND e.seq = p.length
WHERE e.chain IS DISTINCT FROM p.head
`;

/** Those of the points that the rows do not have, or have otherwise. Nothing is said of chains that are none of ours. */
export async function pointsNotInRows(pool: Pool, points: readonly Point[]): Promise<ReadonlySet<Point>> {
  const ofIncidents = await incidentsOtherwise(
    pool,
    points.filter(({ chain }) => isIncident(chain)),
  );
  const ofLedgers = await Promise.all(
    LEDGERS.map((ledger) =>
      linksOtherwise(
        pool,
        ledger,
        points.filter(({ chain }) => chain === ledger.name),
      ),
    ),
  );
  return new Set([...ofIncidents, ...ofLedgers.flat()]);
}

async function incidentsOtherwise(pool: Pool, all: readonly Point[]): Promise<readonly Point[]> {
  const points = all.filter(({ head }) => HEAD.test(head));
  const none = all.filter(({ head }) => !HEAD.test(head));
  if (points.length === 0) return none;
  const { rows } = await pool.query<{ place: number }>(OTHERWISE, [
    points.map(({ chain }) => chain),
    points.map(({ length }) => length),
    points.map(({ head }) => head),
  ]);
  const places = new Set(rows.map(({ place }) => place));
  return [...none, ...points.filter((_point, index) => places.has(index + 1))];
}

async function linksOtherwise(pool: Pool, ledger: Ledger, points: readonly Point[]): Promise<readonly Point[]> {
  if (points.length === 0) return [];
  const links = await ledger.links(
    pool,
    points.map(({ length }) => length),
  );
  const heads = new Map(links.map(({ number, head }) => [number, head]));
  return points.filter(({ length, head }) => heads.get(length) !== head);
}
