import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets of follow-ups in a tracker elsewhere: the intent first, the receipt after. No row is removed, and no receipt changes. */
export class Tickets1764000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tickets (
        key text NOT NULL CONSTRAINT pk_tickets PRIMARY KEY,
        incident_key text NOT NULL,
        follow_up text NOT NULL,
        tracker text NOT NULL,
        status text NOT NULL CONSTRAINT ck_tickets_status CHECK (status IN ('INTENDED', 'REFUSED', 'FILED')),
        requested_at timestamptz NOT NULL,
        intended_at timestamptz NOT NULL,
        attempts integer NOT NULL,
        asked_at timestamptz,
        lease text,
        leased_until timestamptz NOT NULL,
        code text,
        reason text,
        ticket_id text,
        url text,
        settled_at timestamptz,
        CONSTRAINT ck_tickets_receipt CHECK ((status = 'FILED') = (ticket_id IS NOT NULL AND url IS NOT NULL)),
        CONSTRAINT ck_tickets_refusal CHECK (status <> 'REFUSED' OR (code IS NOT NULL AND reason IS NOT NULL))
      );
      CREATE INDEX ix_tickets_incident ON tickets (incident_key);
      CREATE FUNCTION tickets_keep_their_receipts() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP <> 'UPDATE' OR OLD.status = 'FILED'
            OR (OLD.key, OLD.incident_key, OLD.follow_up, OLD.tracker, OLD.requested_at, OLD.intended_at)
              IS DISTINCT FROM (NEW.key, NEW.incident_key, NEW.follow_up, NEW.tracker, NEW.requested_at, NEW.intended_at)
          THEN RAISE EXCEPTION 'a ticket is not removed, and its intent and receipt do not change' USING ERRCODE = 'integrity_constraint_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER tr_tickets_keep_their_receipts BEFORE UPDATE OR DELETE ON tickets
        FOR EACH ROW EXECUTE FUNCTION tickets_keep_their_receipts();
      CREATE TRIGGER tr_tickets_not_truncated BEFORE TRUNCATE ON tickets
        FOR EACH STATEMENT EXECUTE FUNCTION tickets_keep_their_receipts();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tickets; DROP FUNCTION tickets_keep_their_receipts();');
  }
}
