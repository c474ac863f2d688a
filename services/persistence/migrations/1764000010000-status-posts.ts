import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the public can read, and nothing else: no draft and no restricted incident ever stands here. */
export class StatusPosts1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE status_posts (
        id text NOT NULL CONSTRAINT pk_status_posts PRIMARY KEY,
        incident_key text NOT NULL CONSTRAINT fk_status_posts_incident REFERENCES incidents (key),
        number integer NOT NULL,
        phase text NOT NULL CONSTRAINT ck_status_posts_phase CHECK (phase IN ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')),
        impact text NOT NULL CONSTRAINT ck_status_posts_impact CHECK (impact IN ('MINOR', 'MAJOR', 'CRITICAL')),
        title text NOT NULL,
        body text NOT NULL,
        components jsonb NOT NULL,
        started_at timestamptz NOT NULL,
        published_at timestamptz NOT NULL,
        is_latest boolean NOT NULL,
        CONSTRAINT uq_status_posts_number UNIQUE (incident_key, number)
      );
      CREATE INDEX ix_status_posts_latest ON status_posts (published_at DESC, id) WHERE is_latest;
      CREATE INDEX ix_status_posts_open ON status_posts (published_at DESC, id) WHERE is_latest AND phase <> 'RESOLVED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE status_posts;');
  }
}
