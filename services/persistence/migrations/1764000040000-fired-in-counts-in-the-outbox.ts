import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which firings an incident has yet to hear is counted where it is told: in its outbox row. A group's claim only says who holds it, so a
 * batch need not write it. The unique index compares by deduplication key first: there most alerts differ.
 */
export class FiredInCountsInTheOutbox1764000040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alert_groups DROP COLUMN claims;
      ALTER TABLE alerts DROP CONSTRAINT uq_alerts_dedup_key, ADD CONSTRAINT uq_alerts_dedup_key UNIQUE (dedup_key, integration_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alerts DROP CONSTRAINT uq_alerts_dedup_key, ADD CONSTRAINT uq_alerts_dedup_key UNIQUE (integration_id, dedup_key);
      ALTER TABLE alert_groups ADD COLUMN claims integer NOT NULL DEFAULT 1;
      UPDATE alert_groups g SET claims = o.fired_in FROM outbox o WHERE o.incident_key = g.incident_key;
      ALTER TABLE alert_groups ALTER COLUMN claims DROP DEFAULT;
    `);
  }
}
