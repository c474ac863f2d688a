import { readFileSync } from 'node:fs';
import pg from 'pg';
import { HandbookService } from '../../../services/handbook/handbook.service.js';
import { testServers } from '../../support/servers.js';
import { quickestMs } from '../timing.js';

const FILE = 'handbook/escrow-platform.yaml';
const SHIPPED = readFileSync(new URL(`../../../${FILE}`, import.meta.url), 'utf8');
const EDITED = SHIPPED.replace('Ada Osei', 'Ada Mensah');
const AT = Date.parse('2026-11-23T14:00:00Z');

describe('handbook versions in PostgreSQL', () => {
  let pool: pg.Pool;
  let now = 0;
  const clock = { now: () => now };
  const service = (): HandbookService => new HandbookService(pool, clock);
  const apply = async (handbooks: HandbookService, source: string) => {
    const result = await handbooks.apply(source, FILE, 'ada', AT);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  beforeEach(async () => {
    const { databaseUrl } = await testServers();
    pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  });
  afterEach(async () => {
    await pool.end();
  });

  it('there is none until one is applied', async () => {
    expect(await service().current()).toBeNull();
    await expect(service().byVersion(1)).rejects.toThrow('NOT_FOUND');
  });

  it('the first one is version 1, and what it brings is told', async () => {
    const handbooks = service();
    const applied = await apply(handbooks, SHIPPED);
    expect(applied).toMatchObject({ versionId: 1, changed: true });
    expect(applied.diff.filter((line) => line.startsWith('+ severity'))).toHaveLength(4);
    expect((await handbooks.current())?.handbook.people['ada']?.name).toBe('Ada Osei');
    const { rows } = await pool.query('SELECT handbook_id, author_version, source, applied_by, applied_at FROM handbook_versions');
    expect(rows).toEqual([
      { handbook_id: 'escrow-platform', author_version: '1.0.0', source: SHIPPED, applied_by: 'ada', applied_at: new Date(AT) },
    ]);
  });

  it('the same file again changes nothing', async () => {
    const handbooks = service();
    await apply(handbooks, SHIPPED);
    expect(await apply(handbooks, SHIPPED)).toEqual({ versionId: 1, changed: false, diff: [] });
    expect((await pool.query('SELECT 1 FROM handbook_versions')).rowCount).toBe(1);
  });

  it('an edited file is a new version with its differences, and the old one stays as it was', async () => {
    const handbooks = service();
    await apply(handbooks, SHIPPED);
    const applied = await apply(handbooks, EDITED);
    expect(applied).toMatchObject({ changed: true, diff: ['~ person ada: name "Ada Osei" → "Ada Mensah"'] });
    expect((await handbooks.current())?.versionId).toBe(applied.versionId);
    expect((await handbooks.byVersion(1)).people['ada']?.name).toBe('Ada Osei');
  });

  it('a file that ran before runs again under its old number', async () => {
    const handbooks = service();
    await apply(handbooks, SHIPPED);
    await apply(handbooks, EDITED);
    expect(await apply(handbooks, SHIPPED)).toMatchObject({
      versionId: 1,
      changed: true,
      diff: ['~ person ada: name "Ada Mensah" → "Ada Osei"'],
    });
    expect((await service().current())?.versionId).toBe(1);
  });

  it('an invalid file answers its problems and leaves the running version untouched', async () => {
    const handbooks = service();
    await apply(handbooks, SHIPPED);
    const result = await handbooks.apply(
      SHIPPED.replace('page: cto', 'page: ceo').replace('respond: 1 hour', 'respond: soon'),
      FILE,
      'ada',
      AT,
    );
    expect(result).toMatchObject({
      ok: false,
      error: [{ path: 'escalation.standard.steps[3].page' }, { path: 'severities.sev2.respond' }],
    });
    expect((await service().current())?.versionId).toBe(1);
    expect((await pool.query('SELECT 1 FROM handbook_versions')).rowCount).toBe(1);
  });

  it('two processes that apply the same file at once agree on one version', async () => {
    const both = await Promise.all([apply(service(), SHIPPED), apply(service(), SHIPPED)]);
    expect(new Set(both.map(({ versionId }) => versionId)).size).toBe(1);
    expect((await pool.query('SELECT 1 FROM handbook_versions')).rowCount).toBe(1);
  });

  it('another process sees the change within a second', async () => {
    const [writer, reader] = [service(), service()];
    await apply(writer, SHIPPED);
    expect((await reader.current())?.versionId).toBe(1);
    const { versionId } = await apply(writer, EDITED);
    expect((await reader.current())?.versionId).toBe(1);
    now += 1_000;
    expect((await reader.current())?.versionId).toBe(versionId);
  });

  it('[I14] the last one known is answered while the database refuses', async () => {
    const handbooks = service();
    await apply(handbooks, SHIPPED);
    await pool.query('ALTER TABLE handbook_applications RENAME TO handbook_gone');
    now += 10_000;
    expect((await handbooks.current())?.versionId).toBe(1);
  });

  it('[I14] the last one known is answered within two seconds while the database is silent', async () => {
    const handbooks = service();
    await apply(handbooks, SHIPPED);
    const lock = await pool.connect();
    await lock.query('BEGIN; LOCK TABLE handbook_applications IN ACCESS EXCLUSIVE MODE');
    const ms = await quickestMs(2_000, async () => {
      now += 10_000;
      expect((await handbooks.current())?.versionId).toBe(1);
    });
    expect(ms).toBeLessThan(2_000);
    await lock.query('ROLLBACK');
    lock.release();
  });
});
