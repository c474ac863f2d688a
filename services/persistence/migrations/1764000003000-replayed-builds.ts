import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which builds have proved, here, that they can go on with the open incidents. */
export class ReplayedBuilds1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replayed_builds (
        build_id text NOT NULL CONSTRAINT pk_replayed_builds PRIMARY KEY,
        replayed_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE replayed_builds;');
  }
}
