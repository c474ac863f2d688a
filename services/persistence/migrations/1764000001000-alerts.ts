import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What monitors said, which incident holds which group, and what the workflows have yet to hear.
 * No foreign key leads from here to `incidents`: its check would make ingest wait for a projection's row lock, and incidents are never deleted.
 * The outbox keeps time by the database's clock, which all relays share.
 */
export class Alerts1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integration_keys (
        id text NOT NULL CONSTRAINT pk_integration_keys PRIMARY KEY,
        integration_id text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL CONSTRAINT ck_integration_keys_kind CHECK (kind IN ('alertmanager', 'pagerduty')),
        key_prefix text NOT NULL,
        key_hash bytea NOT NULL CONSTRAINT uq_integration_keys_hash UNIQUE,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz,
        last_used_at timestamptz,
        revoked_used_at timestamptz
      );
      CREATE INDEX ix_integration_keys_integration ON integration_keys (integration_id);

      CREATE TABLE alert_events (
        id uuid NOT NULL CONSTRAINT pk_alert_events PRIMARY KEY,
        integration_id text NOT NULL,
        received_at timestamptz NOT NULL,
        body bytea NOT NULL,
        problems jsonb
      );
      CREATE INDEX ix_alert_events_received_at ON alert_events USING brin (received_at);
      CREATE INDEX ix_alert_events_problems ON alert_events (received_at) WHERE problems IS NOT NULL;

      CREATE TABLE alerts (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_alerts PRIMARY KEY,
        integration_id text NOT NULL,
        dedup_key text NOT NULL,
        status text NOT NULL CONSTRAINT ck_alerts_status CHECK (status IN ('FIRING', 'ACKNOWLEDGED', 'RESOLVED')),
        name text NOT NULL,
        summary text NOT NULL,
        labels json NOT NULL,
        annotations json NOT NULL,
        priority text NOT NULL,
        source_url text,
        service text NOT NULL,
        proposes text NOT NULL,
        group_key text NOT NULL,
        incident_key text NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz,
        events bigint NOT NULL,
        firings integer NOT NULL,
        fired_in integer NOT NULL,
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        fired_at timestamptz NOT NULL,
        resolved_at timestamptz,
        first_event_id uuid NOT NULL,
        last_event_id uuid NOT NULL,
        CONSTRAINT uq_alerts_dedup_key UNIQUE (integration_id, dedup_key)
      ) WITH (fillfactor = 85);
      CREATE INDEX ix_alerts_incident ON alerts (incident_key, id);

      CREATE TABLE alert_groups (
        group_key text NOT NULL CONSTRAINT pk_alert_groups PRIMARY KEY,
        incident_key text NOT NULL CONSTRAINT uq_alert_groups_incident UNIQUE,
        claims integer NOT NULL
      ) WITH (fillfactor = 70);
    `);
    // The outbox keeps its own time: leases and waits, nothing that an incident is judged by.
    await runner.query(`
      CREATE TABLE outbox (
        incident_key text NOT NULL CONSTRAINT pk_outbox PRIMARY KEY,
        revision integer NOT NULL,
        delivered_revision integer NOT NULL DEFAULT 0,
        leased_revision integer NOT NULL DEFAULT 0,
        proposes text NOT NULL,
        firing_sev1 integer NOT NULL,
        firing_sev2 integer NOT NULL,
        firing_sev3 integer NOT NULL,
        firing_sev4 integer NOT NULL,
        firing integer NOT NULL GENERATED ALWAYS AS (firing_sev1 + firing_sev2 + firing_sev3 + firing_sev4) STORED,
        total integer NOT NULL,
        firings integer NOT NULL,
        fired_in integer NOT NULL,
        leased_fired_in integer NOT NULL DEFAULT 0,
        delivered_fired_in integer NOT NULL DEFAULT 0,
        last_fired_at timestamptz NOT NULL,
        last_resolved_at timestamptz,
        not_before timestamptz NOT NULL,
        wait_ms integer NOT NULL DEFAULT 2000,
        changed_at timestamptz NOT NULL DEFAULT now(),
        delivered_at timestamptz,
        lease_until timestamptz NOT NULL DEFAULT '-infinity',
        lease_owner uuid,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        shown_firing integer NOT NULL DEFAULT 0,
        shown_total integer NOT NULL DEFAULT 0
      ) WITH (fillfactor = 70);
      CREATE INDEX ix_outbox_pending ON outbox (proposes, not_before) WHERE revision > delivered_revision;
      CREATE INDEX ix_outbox_counts ON outbox (incident_key) WHERE firing <> shown_firing OR total <> shown_total;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE outbox; DROP TABLE alert_groups; DROP TABLE alerts; DROP TABLE alert_events; DROP TABLE integration_keys;',
    );
  }
}
