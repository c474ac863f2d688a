import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is learnt from incidents: postmortems with their revisions, and follow-ups. */
export class PostIncident1764000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE postmortems (
        incident_key text NOT NULL CONSTRAINT pk_postmortems PRIMARY KEY CONSTRAINT fk_postmortems_incident REFERENCES incidents (key),
        status text NOT NULL CONSTRAINT ck_postmortems_status CHECK (status IN ('WANTED', 'DRAFTED', 'PUBLISHED')),
        owner text,
        due_at timestamptz,
        revision integer NOT NULL,
        digest text NOT NULL,
        published_at timestamptz,
        published_by text
      );
      CREATE TABLE postmortem_revisions (
        incident_key text NOT NULL CONSTRAINT fk_postmortem_revisions_incident REFERENCES incidents (key),
        revision integer NOT NULL,
        text text NOT NULL,
        digest text NOT NULL,
        author text,
        written_at timestamptz NOT NULL,
        CONSTRAINT pk_postmortem_revisions PRIMARY KEY (incident_key, revision)
      );
      CREATE TABLE follow_ups (
        incident_key text NOT NULL CONSTRAINT fk_follow_ups_incident REFERENCES incidents (key),
        number integer NOT NULL,
        class text NOT NULL CONSTRAINT ck_follow_ups_class CHECK (class IN ('PREVENTIVE', 'PROCESS', 'TRAINING', 'TOOLING')),
        title text NOT NULL,
        owner text NOT NULL,
        due_at timestamptz NOT NULL,
        status text NOT NULL CONSTRAINT ck_follow_ups_status CHECK (status IN ('OPEN', 'DONE', 'CANCELED')),
        added_at timestamptz NOT NULL,
        added_by text NOT NULL,
        settled_at timestamptz,
        ticket jsonb,
        CONSTRAINT pk_follow_ups PRIMARY KEY (incident_key, number)
      );
      CREATE INDEX ix_follow_ups_open ON follow_ups (due_at, incident_key, number) WHERE status = 'OPEN';
      CREATE INDEX ix_follow_ups_owner ON follow_ups (owner, due_at);
      CREATE INDEX ix_incidents_follow_ups ON incidents (next_deadline_at) WHERE closed_at IS NOT NULL AND next_deadline_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ix_incidents_follow_ups; DROP TABLE follow_ups; DROP TABLE postmortem_revisions; DROP TABLE postmortems;
    `);
  }
}
