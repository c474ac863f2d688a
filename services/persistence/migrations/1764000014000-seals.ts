import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The seals: an append-only chain over the heads of every other chain, signatures among them. */
export class Seals1764000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE chain_seals (
        number bigint NOT NULL CONSTRAINT pk_chain_seals PRIMARY KEY,
        kind text NOT NULL CONSTRAINT ck_chain_seals_kind CHECK (kind IN ('SEAL', 'SIGNATURE')),
        at timestamptz NOT NULL,
        previous text NOT NULL CONSTRAINT uq_chain_seals_previous UNIQUE,
        body jsonb NOT NULL,
        digest text NOT NULL CONSTRAINT uq_chain_seals_digest UNIQUE
      );
      CREATE FUNCTION chain_seals_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'chain_seals is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
      CREATE TRIGGER tr_chain_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chain_seals
        FOR EACH STATEMENT EXECUTE FUNCTION chain_seals_is_append_only();
      CREATE TABLE sealed_heads (
        chain text NOT NULL CONSTRAINT pk_sealed_heads PRIMARY KEY,
        length bigint NOT NULL
      ) WITH (fillfactor = 85);
      CREATE INDEX ix_incidents_sealing ON incidents (key, last_seq);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ix_incidents_sealing; DROP TABLE sealed_heads; DROP TABLE chain_seals; DROP FUNCTION chain_seals_is_append_only();
    `);
  }
}
