import pg from 'pg';
import { DAY_MS } from '../../../domain/instant.js';
import { BriefReader } from '../../../services/handoffs/brief.reader.js';
import { sampleHandbook } from '../../support/sample-handbook.js';
import { SampleHandbooks } from '../../support/sample-handbooks.js';
import { testServers } from '../../support/servers.js';

const NOW = Date.parse('2026-11-30T14:00:00Z');

let pool: pg.Pool;
beforeAll(async () => {
  pool = new pg.Pool({ connectionString: (await testServers()).databaseUrl, max: 2 });
  await new SampleHandbooks(sampleHandbook).apply(pool);
  const incident = `INSERT INTO incidents (key, number, title, service, severity, urgency, status, visibility, handbook_version_id, detected_at)
    VALUES ($1, $2, 'Trouble', 'payments', 'SEV2', 'HIGH', 'TRIAGE', $3, (SELECT max(id) FROM handbook_versions), to_timestamp($4::float8 / 1000))`;
  const followUp = `INSERT INTO follow_ups (incident_key, number, class, title, owner, due_at, status, added_at, added_by)
    VALUES ($1, $2, 'PROCESS', $3, 'ada', to_timestamp($4::float8 / 1000), 'OPEN', to_timestamp($5::float8 / 1000), 'ada')`;
  await pool.query(incident, ['INC-1', 1, 'INTERNAL', NOW]);
  await pool.query(incident, ['INC-2', 2, 'RESTRICTED', NOW]);
  await pool.query(followUp, ['INC-1', 1, 'soon', NOW + DAY_MS, NOW]);
  await pool.query(followUp, ['INC-1', 2, 'much later', NOW + 30 * DAY_MS, NOW]);
  await pool.query(followUp, ['INC-2', 1, 'a secret', NOW, NOW]);
});
afterAll(() => pool.end());

it('[G1.3] [I10] the brief holds what is open and due, and of a restricted incident nothing', async () => {
  const brief = await new BriefReader(pool).read(NOW, NOW - DAY_MS);
  expect(brief.openIncidents.map(({ key }) => key)).toEqual(['INC-1']);
  expect(brief.followUps).toEqual([{ incidentKey: 'INC-1', title: 'soon', owner: 'ada', dueAt: NOW + DAY_MS }]);
  expect(JSON.stringify(brief)).not.toMatch(/INC-2|secret/);
});
