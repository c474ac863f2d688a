import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions that take effect later, and those that were taken back before they did. `handbook_current` stays: processes of the build
 * before read it while a deployment rolls, and its lock makes all of them one writer at a time.
 */
export class HandbookVersionsInTime1764000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE handbook_applications
        ADD COLUMN effective_at timestamptz,
        ADD CONSTRAINT ck_handbook_applications_effective_at CHECK (effective_at > applied_at);
      COMMENT ON COLUMN handbook_applications.effective_at IS 'null: at once, when it was applied';
      CREATE TABLE handbook_withdrawals (
        number integer CONSTRAINT pk_handbook_withdrawals PRIMARY KEY
          CONSTRAINT fk_handbook_withdrawals_number REFERENCES handbook_applications (number),
        withdrawn_by text NOT NULL,
        withdrawn_at timestamptz NOT NULL,
        reason text NOT NULL
      );
      CREATE TRIGGER tr_handbook_withdrawals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handbook_withdrawals
        FOR EACH STATEMENT EXECUTE FUNCTION handbook_record_is_append_only();
    `);
  }

  /** The build before knows no later: what has not taken effect is lost, what has runs on. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE handbook_applications DISABLE TRIGGER tr_handbook_applications_append_only;
      DROP TRIGGER tr_handbook_withdrawals_append_only ON handbook_withdrawals;
      CREATE TEMPORARY TABLE not_in_force ON COMMIT DROP AS
        SELECT number FROM handbook_withdrawals UNION SELECT number FROM handbook_applications WHERE effective_at > now();
      DROP TABLE handbook_withdrawals;
      DELETE FROM handbook_applications WHERE number IN (SELECT number FROM not_in_force);
      UPDATE handbook_current SET version_id = latest.version_id FROM (
        SELECT version_id FROM handbook_applications ORDER BY coalesce(effective_at, applied_at) DESC, number DESC LIMIT 1) latest;
      ALTER TABLE handbook_applications DROP COLUMN effective_at;
      ALTER TABLE handbook_applications ENABLE TRIGGER tr_handbook_applications_append_only;
    `);
  }
}
