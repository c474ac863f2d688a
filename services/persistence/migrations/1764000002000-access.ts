import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do what (tokens, sessions of browsers), and the chained record of who changed what. */
export class Access1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_tokens (
        id text NOT NULL CONSTRAINT pk_api_tokens PRIMARY KEY,
        secret_sha256 bytea NOT NULL,
        name text NOT NULL,
        person text,
        tool text,
        role text NOT NULL CONSTRAINT ck_api_tokens_role CHECK (role IN ('ADMIN', 'RESPONDER', 'VIEWER', 'AUDITOR')),
        permissions text[],
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        CONSTRAINT ck_api_tokens_owner CHECK ((person IS NULL) <> (tool IS NULL))
      );
      CREATE INDEX ix_api_tokens_person ON api_tokens (person);
      CREATE TABLE sessions (
        id text NOT NULL CONSTRAINT pk_sessions PRIMARY KEY,
        secret_sha256 bytea NOT NULL,
        token_id text NOT NULL CONSTRAINT fk_sessions_token REFERENCES api_tokens (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX ix_sessions_token ON sessions (token_id);
      CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);
      CREATE TABLE audit_log (
        number bigint NOT NULL CONSTRAINT pk_audit_log PRIMARY KEY,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        detail jsonb NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL CONSTRAINT uq_audit_log_hash UNIQUE
      );
      CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
      CREATE TRIGGER tr_audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_log; DROP FUNCTION audit_log_is_append_only(); DROP TABLE sessions; DROP TABLE api_tokens;
    `);
  }
}
