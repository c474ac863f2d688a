import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A handoff may be of an incident that is over; without one it is a change of the guard. */
export class ResolutionHandoffs1764000024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE handoffs ADD COLUMN incident_key text CONSTRAINT fk_handoffs_incident REFERENCES incidents (key);
      CREATE INDEX ix_handoffs_incident ON handoffs (incident_key) WHERE incident_key IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM handoffs WHERE incident_key IS NOT NULL;
      ALTER TABLE handoffs DROP COLUMN incident_key;
    `);
  }
}
