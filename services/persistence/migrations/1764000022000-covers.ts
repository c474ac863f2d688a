import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who covers for whom, by what people agreed while the handbook ran; and what was asked for. Requests and covers share their numbers. */
export class Covers1764000022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE cover_number;
      CREATE TABLE cover_requests (
        number bigint NOT NULL CONSTRAINT pk_cover_requests PRIMARY KEY,
        schedule text NOT NULL,
        asker text NOT NULL,
        candidates text[] NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text,
        asked_at timestamptz NOT NULL,
        answer_by timestamptz NOT NULL,
        status text NOT NULL CONSTRAINT ck_cover_requests_status
          CHECK (status IN ('ASKED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
        declined text[] NOT NULL,
        accepted_by text,
        settled_at timestamptz,
        CONSTRAINT ck_cover_requests_span CHECK (starts_at < ends_at)
      );
      CREATE INDEX ix_cover_requests_schedule ON cover_requests (schedule, number DESC);
      CREATE INDEX ix_cover_requests_waiting ON cover_requests (answer_by) WHERE status = 'ASKED';
      CREATE TABLE covers (
        number bigint NOT NULL CONSTRAINT pk_covers PRIMARY KEY,
        schedule text NOT NULL,
        person text NOT NULL,
        relieves text[] NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        reason text,
        ended_at timestamptz,
        ended_by text,
        CONSTRAINT ck_covers_span CHECK (starts_at < ends_at),
        CONSTRAINT ck_covers_no_past CHECK (starts_at >= recorded_at AND (ended_at IS NULL OR ended_at >= recorded_at))
      );
      CREATE INDEX ix_covers_ends_at ON covers (ends_at);
      CREATE INDEX ix_covers_changed_at ON covers (greatest(recorded_at, ended_at));
      CREATE INDEX ix_covers_schedule ON covers (schedule, number DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE covers; DROP TABLE cover_requests; DROP SEQUENCE cover_number;');
  }
}
