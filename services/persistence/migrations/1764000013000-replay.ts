import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which runs there are, what ran in those that ended, and the code that ran it. */
export class Replay1764000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE workflow_runs (
        workflow_id text NOT NULL,
        run_id text NOT NULL,
        incident_key text NOT NULL CONSTRAINT fk_workflow_runs_incident REFERENCES incidents (key),
        closed_at timestamptz,
        next_check_at timestamptz,
        checks integer NOT NULL DEFAULT 0,
        lost_at timestamptz,
        archived_at timestamptz,
        CONSTRAINT pk_workflow_runs PRIMARY KEY (workflow_id, run_id)
      );
      CREATE INDEX ix_workflow_runs_incident ON workflow_runs (incident_key);
      CREATE INDEX ix_workflow_runs_waiting ON workflow_runs (next_check_at NULLS FIRST) WHERE archived_at IS NULL;
      CREATE TABLE history_archive (
        run_id text NOT NULL CONSTRAINT pk_history_archive PRIMARY KEY,
        workflow_id text NOT NULL,
        incident_key text NOT NULL CONSTRAINT fk_history_archive_incident REFERENCES incidents (key),
        number bigint NOT NULL CONSTRAINT uq_history_archive_number UNIQUE,
        workflow_type text NOT NULL,
        status text NOT NULL,
        build_id text,
        sdk_version text,
        events integer NOT NULL,
        history bytea NOT NULL,
        event_digests bytea NOT NULL,
        digest text NOT NULL,
        previous text NOT NULL,
        chain text NOT NULL,
        started_at timestamptz NOT NULL,
        closed_at timestamptz NOT NULL,
        archived_at timestamptz NOT NULL
      );
      CREATE INDEX ix_history_archive_incident ON history_archive (incident_key, number);
      CREATE TABLE workflow_bundles (
        build_id text NOT NULL CONSTRAINT pk_workflow_bundles PRIMARY KEY,
        sdk_version text NOT NULL,
        code bytea NOT NULL,
        digest text NOT NULL,
        archived_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE workflow_bundles; DROP TABLE history_archive; DROP TABLE workflow_runs;');
  }
}
