import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secret addresses of calendars, and what was last published of each shift. */
export class CalendarFeeds1764000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_feeds (
        id text NOT NULL CONSTRAINT pk_calendar_feeds PRIMARY KEY,
        secret_sha256 bytea NOT NULL,
        person text,
        schedule text,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        rotated_at timestamptz,
        revoked_at timestamptz,
        last_read_at timestamptz,
        CONSTRAINT ck_calendar_feeds_subject CHECK ((person IS NULL) <> (schedule IS NULL))
      );
      CREATE INDEX ix_calendar_feeds_person ON calendar_feeds (person);
      CREATE INDEX ix_calendar_feeds_created_by ON calendar_feeds (created_by);
      CREATE TABLE calendar_shifts (
        schedule text NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        digest text NOT NULL,
        sequence integer NOT NULL CONSTRAINT ck_calendar_shifts_sequence CHECK (sequence >= 0),
        changed_at timestamptz NOT NULL,
        CONSTRAINT pk_calendar_shifts PRIMARY KEY (schedule, starts_at)
      );
      CREATE INDEX ix_calendar_shifts_ends_at ON calendar_shifts (ends_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_shifts; DROP TABLE calendar_feeds;');
  }
}
