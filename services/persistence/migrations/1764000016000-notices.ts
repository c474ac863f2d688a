import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was told to whom, without asking for an answer; and the changes of the guard. */
export class Notices1764000016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notices (
        key text NOT NULL CONSTRAINT pk_notices PRIMARY KEY,
        person text NOT NULL,
        subject text NOT NULL,
        status text NOT NULL CONSTRAINT ck_notices_status CHECK (status IN ('INTENDED', 'SENT', 'FAILED')),
        method text,
        attempts integer NOT NULL DEFAULT 1,
        intended_at timestamptz NOT NULL,
        settled_at timestamptz,
        receipt text,
        error text
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notices;');
  }
}
