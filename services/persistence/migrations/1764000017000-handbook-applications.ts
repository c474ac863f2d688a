import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When which version began to run, who made it so, and why: a version may run again under its old number, so this is a record of
 * its own. Versions that ran before it was kept are taken over as far as they are known.
 */
export class HandbookApplications1764000017000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE handbook_applications (
        number integer GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_handbook_applications PRIMARY KEY,
        version_id integer NOT NULL CONSTRAINT fk_handbook_applications_version REFERENCES handbook_versions (id),
        previous_version_id integer CONSTRAINT fk_handbook_applications_previous REFERENCES handbook_versions (id),
        applied_by text NOT NULL,
        applied_at timestamptz NOT NULL,
        reason text NOT NULL,
        diff jsonb NOT NULL,
        plan_digest text
      );
      INSERT INTO handbook_applications (version_id, previous_version_id, applied_by, applied_at, reason, diff)
        SELECT id, lag(id) OVER (ORDER BY id), applied_by, applied_at, '', '[]' FROM handbook_versions ORDER BY id;
      CREATE FUNCTION handbook_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'handbook versions and their applications never change' USING ERRCODE = 'integrity_constraint_violation'; END $$;
      CREATE TRIGGER tr_handbook_applications_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handbook_applications
        FOR EACH STATEMENT EXECUTE FUNCTION handbook_record_is_append_only();
      CREATE TRIGGER tr_handbook_versions_immutable BEFORE UPDATE OR DELETE ON handbook_versions
        FOR EACH STATEMENT EXECUTE FUNCTION handbook_record_is_append_only();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER tr_handbook_versions_immutable ON handbook_versions;
      DROP TABLE handbook_applications;
      DROP FUNCTION handbook_record_is_append_only;
    `);
  }
}
