/**
 * One projection. $1 key; $2 events; $3 pages; $4 answers to commands; $5 the columns of the read model, instants in epoch ms.
 * The end of the reopen window releases the group's claim, so that the next alert opens a new incident. What is to be learnt is the
 * fold's own part. A version that no handbook has stops no projection. Wakes readers once, after the commit.
 */
export const WRITE_PROJECTION = `
WITH events AS (
  INSERT INTO incident_events (incident_key, seq, type, at, body, digest, chain)
  SELECT $1, e.seq, e.type, to_timestamp(e.at / 1000.0), e.body, e.digest, e.chain
  FROM jsonb_to_recordset($2::jsonb) AS e (seq int, type text, at double precision, body jsonb, digest text, chain text)
), pages AS (
  INSERT INTO pages (id, incident_key, generation, person, urgency, reason, at)
  SELECT p.id, $1, p.generation, p.person, p.urgency, p.rung ->> 'kind', to_timestamp(p.at / 1000.0)
  FROM jsonb_to_recordset($3::jsonb) AS p (id text, generation int, person text, urgency text, rung jsonb, at double precision)
  ON CONFLICT ON CONSTRAINT pk_pages DO NOTHING
), answers AS (
  INSERT INTO incident_commands (incident_key, command_id, result)
  SELECT $1, c.command_id, c.result FROM jsonb_to_recordset($4::jsonb) AS c (command_id text, result jsonb)
  ON CONFLICT ON CONSTRAINT pk_incident_commands DO NOTHING
), model AS (
  SELECT * FROM jsonb_to_record($5::jsonb) AS m (
    severity text, severity_confirmed boolean, urgency text, status text, holder text, acknowledged_at double precision,
    resolved_at double precision, closed_at double precision, next_deadline_at double precision, next_deadline text,
    page_generation int, last_seq int, handbook_version_id int, snapshot jsonb, fence int, run_id text, chain_head text)
), claim AS (
  DELETE FROM alert_groups USING model
  WHERE alert_groups.incident_key = $1 AND (model.closed_at IS NOT NULL OR model.status = 'POST_INCIDENT')
), learnt AS (
  INSERT INTO postmortems AS known (incident_key, status, owner, due_at, revision, digest, published_at, published_by)
  SELECT $1, p.status, p.owner, to_timestamp(p."dueAt" / 1000.0), p.revision, p.digest, to_timestamp(p."publishedAt" / 1000.0), p."publishedBy"
  FROM model, jsonb_to_record(nullif(model.snapshot #> '{postIncident,postmortem}', 'null')) AS p (
    status text, owner text, "dueAt" double precision, revision int, digest text, "publishedAt" double precision, "publishedBy" text)
  WHERE p.status IS NOT NULL
  ON CONFLICT ON CONSTRAINT pk_postmortems DO UPDATE SET status = excluded.status, owner = excluded.owner, due_at = excluded.due_at,
    revision = excluded.revision, digest = excluded.digest, published_at = excluded.published_at, published_by = excluded.published_by
), follow_ups AS (
  INSERT INTO follow_ups (incident_key, number, class, title, owner, due_at, status, added_at, added_by, settled_at, ticket)
  SELECT $1, f.number, f.class, f.title, f.owner, to_timestamp(f."dueAt" / 1000.0), f.status, to_timestamp(f."addedAt" / 1000.0),
         f."addedBy", to_timestamp(f."settledAt" / 1000.0), nullif(f.ticket, 'null')
  FROM model, jsonb_to_recordset(coalesce(model.snapshot #> '{postIncident,followUps}', '[]')) AS f (
    number int, class text, title text, owner text, "dueAt" double precision, status text, "addedAt" double precision, "addedBy" text,
    "settledAt" double precision, ticket jsonb)
  ON CONFLICT ON CONSTRAINT pk_follow_ups DO UPDATE SET owner = excluded.owner, due_at = excluded.due_at, status = excluded.status,
    settled_at = excluded.settled_at, ticket = excluded.ticket
), woken AS (
  SELECT pg_notify('tocsin_incident_changed', $1 || ':' || model.last_seq) FROM model WHERE model.last_seq IS NOT NULL
)
UPDATE incidents SET
  severity = coalesce(m.severity, incidents.severity),
  severity_confirmed = coalesce(m.severity_confirmed, incidents.severity_confirmed),
  urgency = coalesce(m.urgency, incidents.urgency),
  status = coalesce(m.status, incidents.status),
  holder = m.holder,
  acknowledged_at = to_timestamp(m.acknowledged_at / 1000.0),
  resolved_at = to_timestamp(m.resolved_at / 1000.0),
  closed_at = to_timestamp(m.closed_at / 1000.0),
  next_deadline_at = to_timestamp(m.next_deadline_at / 1000.0),
  next_deadline = m.next_deadline,
  page_generation = coalesce(m.page_generation, incidents.page_generation),
  last_seq = coalesce(m.last_seq, incidents.last_seq),
  handbook_version_id = coalesce((SELECT id FROM handbook_versions WHERE id = m.handbook_version_id), incidents.handbook_version_id),
  snapshot = m.snapshot, fence = m.fence, run_id = m.run_id, chain_head = m.chain_head
FROM model AS m
WHERE incidents.key = $1 AND (SELECT count(*) FROM woken) >= 0
`;
