import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { Handbook } from '../../../domain/handbook/handbook.model.js';
import type { Instant } from '../../../domain/instant.js';
import { holderAt } from '../../../domain/oncall/holder.js';
import { AuditLogService } from '../../../services/audit/audit-log.service.js';
import { systemClock } from '../../../services/config/clock.js';
import { HandbookService } from '../../../services/handbook/handbook.service.js';
import { HandbookChangesService, type Planned, unpacked } from '../../../services/handbook/handbook-changes.service.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import { KnownRosters } from '../../../services/oncall/known-rosters.service.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { testServers } from '../../support/servers.js';

const FILE = 'escrow-platform.yaml';
const SHIPPED = readFileSync(new URL(`../../../handbook/${FILE}`, import.meta.url), 'utf8');
const RENAMED = SHIPPED.replace('Ada Osei', 'Ada Mensah');
const SWAPPED = SHIPPED.replace('people: [ada, ben, chloe, dan]', 'people: [ada, chloe, ben, dan]');
const zones = temporalZoneRules();

describe('a handbook is changed by plans', () => {
  let dataSource: DataSource;
  let handbooks: HandbookService;
  let changes: HandbookChangesService;

  const draft = (source: string) => ({ draft: { source, file: FILE }, effectiveAt: null });
  const plan = async (source: string): Promise<Planned> => {
    const planned = await changes.plan(draft(source));
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    return planned.value;
  };
  const apply = async (source: string, digest: string) => {
    const applied = await changes.apply({ ...draft(source), digest, reason: 'a test', by: 'ada' });
    if (!applied.ok) throw new Error(JSON.stringify(applied.error));
    return applied.value;
  };
  const running = async (): Promise<Handbook> => {
    const current = await handbooks.running();
    if (current === null) throw new Error('nothing runs');
    return current.handbook;
  };

  beforeEach(async () => {
    dataSource = await createDataSource({ url: (await testServers()).databaseUrl, poolSize: 4 }).initialize();
    handbooks = new HandbookService(poolOf(dataSource));
    changes = new HandbookChangesService(
      handbooks,
      new AuditLogService(dataSource),
      new KnownRosters(handbooks, { coversWithin: () => Promise.resolve([]) }),
      zones,
    );
    await handbooks.apply(SHIPPED, FILE, 'up', Date.parse('2026-11-23T14:00:00Z'));
  });
  afterEach(() => dataSource.destroy());

  it('applies exactly what was planned, with who, why and what', async () => {
    const planned = await plan(RENAMED);
    expect((await running()).people['ada']?.name).toBe('Ada Osei');
    const applied = await apply(RENAMED, planned.digest);
    expect(applied).toMatchObject({
      versionId: 2,
      changed: true,
      effectiveAt: null,
      scheduled: [],
      diff: ['~ person ada: name "Ada Osei" → "Ada Mensah"'],
    });
    const { rows } = await handbooks.applications(null, 10);
    expect(rows).toMatchObject([
      { versionId: 2, previousVersionId: 1, by: 'ada', reason: 'a test', diff: applied.diff, planDigest: planned.digest },
      { versionId: 1, previousVersionId: null, by: 'up', planDigest: null },
    ]);
    const audited = await dataSource.query<unknown[]>('SELECT actor, action, subject, detail FROM audit_log');
    expect(audited).toEqual([
      { actor: 'ada', action: 'handbook.apply', subject: '2', detail: { reason: 'a test', digest: planned.digest, previous: 1 } },
    ]);
  });

  it('refuses the digest of another draft, of another running version, and an empty reason', async () => {
    const { digest } = await plan(RENAMED);
    await expect(apply(SWAPPED, digest)).rejects.toThrow('CONFLICT');
    await expect(changes.apply({ ...draft(RENAMED), digest, reason: ' ', by: 'ada' })).rejects.toThrow('REASON_REQUIRED');
    await apply(SWAPPED, (await plan(SWAPPED)).digest);
    await expect(apply(RENAMED, digest)).rejects.toThrow('CONFLICT');
    expect((await running()).people['ada']?.name).toBe('Ada Osei');
  });

  it('of two who apply plans of the same running version at once, one is refused', async () => {
    const [first, second] = [await plan(RENAMED), await plan(SWAPPED)];
    const both = await Promise.allSettled([apply(RENAMED, first.digest), apply(SWAPPED, second.digest)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('a rollback is a plan and an apply of an older version, under its old number', async () => {
    await apply(RENAMED, (await plan(RENAMED)).digest);
    const back = await changes.plan({ draft: { versionId: 1 }, effectiveAt: null });
    if (!back.ok) throw new Error('version 1 is valid');
    expect(back.value.changes).toMatchObject([{ part: 'person ada' }]);
    const applied = await changes.apply({
      draft: { versionId: 1 },
      effectiveAt: null,
      digest: back.value.digest,
      reason: 'it was better',
      by: 'ben',
    });
    expect(applied).toMatchObject({ ok: true, value: { versionId: 1, changed: true } });
    expect((await handbooks.applications(null, 10)).rows.map(({ versionId, by }) => [versionId, by])).toEqual([
      [1, 'ben'],
      [2, 'ada'],
      [1, 'up'],
    ]);
    await expect(changes.plan({ draft: { versionId: 99 }, effectiveAt: null })).rejects.toThrow('NOT_FOUND');
  });

  it('the file of a start does not take back what was planned and applied since; an edited one is applied', async () => {
    await apply(RENAMED, (await plan(RENAMED)).digest);
    const start = (source: string) => handbooks.applyAtStart(source, FILE, 'up', systemClock.now());
    expect(await start(SHIPPED)).toMatchObject({ ok: true, value: { versionId: 2, changed: false } });
    expect((await running()).people['ada']?.name).toBe('Ada Mensah');
    expect(await start(SWAPPED)).toMatchObject({ ok: true, value: { versionId: 3, changed: true } });
    expect(await start(SHIPPED)).toMatchObject({ ok: true, value: { versionId: 1, changed: true } });
  });

  it('a draft with problems is answered with each of them, and changes nothing', async () => {
    const wrong = SHIPPED.replace('page: cto', 'page: ceo').replace('respond: 1 hour', 'respond: soon');
    expect(await changes.plan(draft(wrong))).toMatchObject({
      ok: false,
      error: [{ path: 'escalation.standard.steps[3].page' }, { path: 'severities.sev2.respond' }],
    });
  });

  it('what was applied, and when, can be changed by nobody', async () => {
    for (const table of ['handbook_versions', 'handbook_applications', 'handbook_withdrawals']) {
      await expect(dataSource.query(`DELETE FROM ${table}`)).rejects.toThrow('never change');
    }
    await expect(dataSource.query(`UPDATE handbook_versions SET source = ''`)).rejects.toThrow('never change');
  });

  it('[G1.1] plan then apply equals apply: whoever a plan says is on call is, and nobody else’s shift moves', async () => {
    const people = ['ada', 'ben', 'chloe', 'dan'];
    const order = fc.shuffledSubarray(people, { minLength: 1 });
    const edit = fc.record({ order, respond: fc.constantFrom('5 minutes', '15 minutes'), name: fc.constantFrom('Ada Osei', 'Ada Mensah') });
    const edits = fc.sample(edit, { numRuns: 12, seed: 20_261_126 });
    const direct = new HandbookService(poolOf(dataSource));
    for (const { order: rota, respond, name } of edits) {
      const source = SHIPPED.replace(`people: [${people.join(', ')}]`, `people: [${rota.join(', ')}]`)
        .replace('respond: 15 minutes', `respond: ${respond}`)
        .replace('Ada Osei', name);
      const before = await running();
      const planned = await plan(source);
      await apply(source, planned.digest);
      const after = await running();
      const again = await direct.apply(source, FILE, 'up', planned.at);
      expect(again).toMatchObject({ ok: true, value: { changed: false } });
      expectMoved({ before, after, planned });
    }
  });
});

interface Moved {
  readonly before: Handbook;
  readonly after: Handbook;
  readonly planned: Planned;
}

/** Every two hours of the four weeks, each schedule: otherwise than before exactly where the plan says so, and as it says. */
function expectMoved({ before, after, planned }: Moved): void {
  const holder = (handbook: Handbook, schedule: string, at: Instant): string | null =>
    holderAt(handbook, schedule, at, zones)?.person ?? null;
  for (const schedule of Object.keys(after.schedules)) {
    for (let hour = 0; hour < 28 * 24; hour += 2) {
      const at = planned.at + hour * 3_600_000;
      const [was, is] = [holder(before, schedule, at), holder(after, schedule, at)];
      const moved = planned.shifts.find((shift) => shift.schedule === schedule && shift.from <= at && at < shift.to);
      expect(moved ?? { before: was, after: was }).toMatchObject({ before: was, after: is });
    }
  }
}

it('a packed source is unpacked, and refused where it is none or far too large', () => {
  expect(unpacked(gzipSync('handbook: x').toString('base64'))).toBe('handbook: x');
  expect(() => unpacked('not gzip')).toThrow('INVALID_INPUT');
  expect(() => unpacked(gzipSync(Buffer.alloc(50_000_000)).toString('base64'))).toThrow('INVALID_INPUT');
});
