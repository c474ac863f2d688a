import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An alert of an incident that waits already changes no column that an index of the outbox looks at, so PostgreSQL writes its row
 * in place; the free space of a page is the room for that.
 */
export class OutboxInPlace1764000018000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox
        ADD COLUMN is_pending boolean NOT NULL GENERATED ALWAYS AS (revision > delivered_revision) STORED,
        ADD COLUMN is_miscounted boolean NOT NULL GENERATED ALWAYS AS (
          firing_sev1 + firing_sev2 + firing_sev3 + firing_sev4 <> shown_firing OR total <> shown_total
        ) STORED;
      ALTER TABLE outbox SET (fillfactor = 30);
      DROP INDEX ix_outbox_pending;
      DROP INDEX ix_outbox_counts;
      CREATE INDEX ix_outbox_pending ON outbox (proposes, not_before) WHERE is_pending;
      CREATE INDEX ix_outbox_counts ON outbox (incident_key) WHERE is_miscounted;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ix_outbox_counts;
      DROP INDEX ix_outbox_pending;
      ALTER TABLE outbox DROP COLUMN is_pending, DROP COLUMN is_miscounted;
      ALTER TABLE outbox SET (fillfactor = 70);
      CREATE INDEX ix_outbox_pending ON outbox (proposes, not_before) WHERE revision > delivered_revision;
      CREATE INDEX ix_outbox_counts ON outbox (incident_key) WHERE firing <> shown_firing OR total <> shown_total;
    `);
  }
}
