import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';

/** A shift as calendars are to show it now; `digest` differs where anything that they show does. */
export interface ShownShift {
  readonly schedule: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly digest: string;
}

/** How often what is shown of a shift has changed since it was first published, and when it last did. */
export interface Revision {
  readonly sequence: number;
  readonly changedAt: Instant;
}

interface Row extends Revision {
  readonly digest: string;
}

/** In the order of `$1`, `$2`; nulls where nothing was published yet. */
const READ = `
  SELECT c.digest, c.sequence, (extract(epoch FROM c.changed_at) * 1000)::float8 AS "changedAt"
  FROM unnest($1::text[], $2::float8[]) WITH ORDINALITY AS shown (schedule, starts, n)
  LEFT JOIN calendar_shifts c ON c.schedule = shown.schedule AND c.starts_at = to_timestamp(shown.starts / 1000)
  ORDER BY shown.n`;

/** In the order of the key: two processes that publish at once wait for each other instead of blocking each other. */
const PUBLISH = `
  INSERT INTO calendar_shifts (schedule, starts_at, ends_at, digest, sequence, changed_at)
  SELECT schedule, to_timestamp(starts / 1000), to_timestamp(ends / 1000), digest, 0, to_timestamp($5::float8 / 1000)
  FROM unnest($1::text[], $2::float8[], $3::float8[], $4::text[]) AS shown (schedule, starts, ends, digest)
  ORDER BY schedule, starts
  ON CONFLICT ON CONSTRAINT pk_calendar_shifts DO UPDATE
    SET ends_at = excluded.ends_at, digest = excluded.digest, sequence = calendar_shifts.sequence + 1, changed_at = excluded.changed_at
    WHERE calendar_shifts.digest <> excluded.digest`;

const FORGET = 'DELETE FROM calendar_shifts WHERE ends_at < to_timestamp($1::float8 / 1000)';

/** What feeds have last said of each shift. */
@Injectable()
export class PublishedShifts {
  private readonly pool: Pool;

  constructor(@Inject(Database) database: Database) {
    this.pool = poolOf(database);
  }

  /**
   * The revision of each of `shifts`, in their order. One that is new, or that shows something else than when it was last published, is
   * written down with the next number and `at`; otherwise nothing is written. What ended before `forgetBefore` is forgotten.
   */
  async revisionsOf(
    shifts: readonly ShownShift[],
    at: Instant,
    { forgetBefore }: { readonly forgetBefore: Instant },
  ): Promise<readonly Revision[]> {
    if (shifts.length === 0) return [];
    const known = await this.read(shifts);
    const changed = shifts.filter(({ digest }, index) => known[index]?.digest !== digest);
    if (changed.length === 0) return known;
    await this.pool.query(PUBLISH, [...columnsOf(changed), at]);
    await this.pool.query(FORGET, [forgetBefore]);
    return await this.read(shifts);
  }

  private async read(shifts: readonly ShownShift[]): Promise<readonly Row[]> {
    const [schedules, starts] = columnsOf(shifts);
    return (await this.pool.query<Row>(READ, [schedules, starts])).rows;
  }
}

const columnsOf = (shifts: readonly ShownShift[]) =>
  [
    shifts.map(({ schedule }) => schedule),
    shifts.map(({ from }) => from),
    shifts.map(({ to }) => to),
    shifts.map(({ digest }) => digest),
  ] as const;
