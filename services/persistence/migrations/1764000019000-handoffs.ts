import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The changes of the guard: who handed over to whom, and who accepted. */
export class Handoffs1764000019000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE handoffs (
        id text NOT NULL CONSTRAINT pk_handoffs PRIMARY KEY,
        workflow_id text NOT NULL,
        rule text NOT NULL,
        schedule text NOT NULL,
        outgoing text,
        incoming text,
        at timestamptz NOT NULL,
        accept_by timestamptz,
        status text NOT NULL CONSTRAINT ck_handoffs_status CHECK (status IN ('BRIEFED', 'PENDING', 'OVERDUE', 'ACCEPTED', 'SUPERSEDED')),
        accepted_at timestamptz
      );
      CREATE INDEX ix_handoffs_schedule ON handoffs (schedule, at DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE handoffs;');
  }
}
