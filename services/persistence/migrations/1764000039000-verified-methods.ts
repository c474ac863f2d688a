import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which contact methods somebody has answered over. */
export class VerifiedMethods1764000039000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE verified_methods (
        person text NOT NULL,
        method text NOT NULL,
        address text NOT NULL,
        incident_key text NOT NULL,
        verified_at timestamptz NOT NULL,
        CONSTRAINT pk_verified_methods PRIMARY KEY (person, method, address)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE verified_methods;');
  }
}
