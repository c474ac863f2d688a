import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Handbook versions, incidents with their timeline, and what was sent to whom. */
export class Incidents1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE handbook_versions (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_handbook_versions PRIMARY KEY,
        digest text NOT NULL CONSTRAINT uq_handbook_versions_digest UNIQUE,
        handbook_id text NOT NULL,
        author_version text NOT NULL,
        source text NOT NULL,
        compiled jsonb NOT NULL,
        applied_by text NOT NULL,
        applied_at timestamptz NOT NULL
      );
      CREATE TABLE handbook_current (
        singleton boolean NOT NULL DEFAULT true CONSTRAINT pk_handbook_current PRIMARY KEY CONSTRAINT ck_handbook_current_singleton CHECK (singleton),
        version_id integer NOT NULL CONSTRAINT fk_handbook_current_version REFERENCES handbook_versions (id)
      );
      CREATE SEQUENCE incident_number START 1001;
      CREATE TABLE incidents (
        key text NOT NULL CONSTRAINT pk_incidents PRIMARY KEY,
        number bigint NOT NULL CONSTRAINT uq_incidents_number UNIQUE,
        title text NOT NULL,
        service text NOT NULL,
        severity text NOT NULL,
        severity_confirmed boolean NOT NULL DEFAULT false,
        urgency text NOT NULL,
        status text NOT NULL,
        visibility text NOT NULL DEFAULT 'INTERNAL',
        test boolean NOT NULL DEFAULT false,
        handbook_version_id integer NOT NULL CONSTRAINT fk_incidents_handbook_version REFERENCES handbook_versions (id),
        group_key text,
        recurrence_of text CONSTRAINT fk_incidents_recurrence REFERENCES incidents (key),
        declared_by text,
        declare_dedup_key text CONSTRAINT uq_incidents_declare_dedup_key UNIQUE,
        detected_at timestamptz NOT NULL,
        holder text,
        acknowledged_at timestamptz,
        resolved_at timestamptz,
        closed_at timestamptz,
        next_deadline_at timestamptz,
        next_deadline text,
        page_generation integer NOT NULL DEFAULT 0,
        firing_alerts integer NOT NULL DEFAULT 0,
        total_alerts integer NOT NULL DEFAULT 0,
        last_seq integer NOT NULL DEFAULT 0,
        fence integer NOT NULL DEFAULT 0,
        run_id text,
        chain_head text NOT NULL DEFAULT '',
        snapshot jsonb
      );
      CREATE INDEX ix_incidents_open ON incidents (severity, number DESC) WHERE closed_at IS NULL;
      CREATE INDEX ix_incidents_deadline ON incidents (next_deadline_at) WHERE closed_at IS NULL AND holder IS NULL;
      CREATE INDEX ix_incidents_group_key ON incidents (group_key, number DESC);
      CREATE TABLE incident_events (
        incident_key text NOT NULL CONSTRAINT fk_incident_events_incident REFERENCES incidents (key),
        seq integer NOT NULL,
        type text NOT NULL,
        at timestamptz NOT NULL,
        body jsonb NOT NULL,
        digest text NOT NULL,
        chain text NOT NULL,
        CONSTRAINT pk_incident_events PRIMARY KEY (incident_key, seq)
      );
      CREATE TABLE incident_commands (
        incident_key text NOT NULL CONSTRAINT fk_incident_commands_incident REFERENCES incidents (key),
        command_id text NOT NULL,
        number bigint GENERATED ALWAYS AS IDENTITY,
        result jsonb NOT NULL,
        CONSTRAINT pk_incident_commands PRIMARY KEY (incident_key, command_id)
      );
      CREATE TABLE pages (
        id text NOT NULL CONSTRAINT pk_pages PRIMARY KEY,
        incident_key text NOT NULL CONSTRAINT fk_pages_incident REFERENCES incidents (key),
        generation integer NOT NULL,
        person text NOT NULL,
        urgency text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX ix_pages_incident ON pages (incident_key, at);
      CREATE TABLE deliveries (
        key text NOT NULL CONSTRAINT pk_deliveries PRIMARY KEY,
        incident_key text NOT NULL CONSTRAINT fk_deliveries_incident REFERENCES incidents (key),
        page_id text NOT NULL,
        person text NOT NULL,
        method text NOT NULL,
        channel text NOT NULL,
        status text NOT NULL CONSTRAINT ck_deliveries_status CHECK (status IN ('INTENDED', 'SENT', 'FAILED')),
        attempts integer NOT NULL DEFAULT 1,
        intended_at timestamptz NOT NULL,
        settled_at timestamptz,
        receipt text,
        error text
      );
      CREATE INDEX ix_deliveries_incident ON deliveries (incident_key, intended_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE deliveries; DROP TABLE pages; DROP TABLE incident_commands; DROP TABLE incident_events; DROP TABLE incidents; DROP SEQUENCE incident_number;
      DROP TABLE handbook_current; DROP TABLE handbook_versions;
    `);
  }
}
