import { readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../../domain/instant.js';
import { holderAsKnown } from '../../../domain/oncall/known-roster.js';
import { AuditLogService } from '../../../services/audit/audit-log.service.js';
import { RespondersService } from '../../../services/escalation/responders.service.js';
import { HandbookService } from '../../../services/handbook/handbook.service.js';
import { HandbookChangesService } from '../../../services/handbook/handbook-changes.service.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import { BriefReader } from '../../../services/handoffs/brief.reader.js';
import { HandoffDeskService } from '../../../services/handoffs/handoff-desk.service.js';
import { createHandoffLinks } from '../../../services/handoffs/handoff-link.js';
import { HandoffsRepository } from '../../../services/handoffs/handoffs.repository.js';
import { KnownRosters } from '../../../services/oncall/known-rosters.service.js';
import { createDataSource } from '../../../services/persistence/data-source.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { testServers } from '../../support/servers.js';

const FILE = 'escrow-platform.yaml';
const SHIPPED = readFileSync(new URL(`../../../handbook/${FILE}`, import.meta.url), 'utf8');
const RENAMED = SHIPPED.replace('Ada Osei', 'Ada Mensah');
/** Reaches back: from the rotation's first week on, everybody's turn is another one's. */
const TURNED = SHIPPED.replace('people: [ada, ben, chloe, dan]', 'people: [chloe, dan, ada, ben]');
const zones = temporalZoneRules();

/** A Friday; the next handoff is on Monday at 09:00 in New York. */
const FRIDAY = Date.parse('2026-11-27T12:00:00Z');
const MONDAY = Date.parse('2026-11-30T14:00:00Z');

describe('[G1.1] handbook versions that take effect later', () => {
  let dataSource: DataSource;
  let now: Instant;
  const clock = { now: () => now };

  /** What one process has: nothing of it is shared but the database. */
  const aProcess = () => {
    const handbooks = new HandbookService(poolOf(dataSource), clock);
    const rosters = new KnownRosters(handbooks, { coversWithin: () => Promise.resolve([]) });
    const changes = new HandbookChangesService(handbooks, new AuditLogService(dataSource), rosters, zones);
    const primary = async (at: Instant, asKnownAt: Instant | null = null): Promise<string | undefined> =>
      holderAsKnown(await rosters.rosterAsKnownAt(asKnownAt, { from: at, to: at + 1 }), 'on-call', at, zones)?.person;
    return { handbooks, rosters, changes, primary };
  };
  type Process = ReturnType<typeof aProcess>;
  let one: Process;
  let other: Process;

  const plan = async (source: string, effectiveAt: Instant | null) => {
    const planned = await one.changes.plan({ draft: { source, file: FILE }, effectiveAt });
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    return planned.value;
  };
  const apply = async (source: string, effectiveAt: Instant | null) => {
    const { digest } = await plan(source, effectiveAt);
    const applied = await one.changes.apply({ draft: { source, file: FILE }, effectiveAt, digest, reason: 'a test', by: 'ada' });
    if (!applied.ok) throw new Error(JSON.stringify(applied.error));
    return applied.value;
  };
  const versions = async (): Promise<readonly (number | undefined)[]> =>
    await Promise.all([one, other].map(async ({ handbooks }) => (await handbooks.current())?.versionId));
  const withdraw = (versionId: number) => one.changes.withdraw({ versionId, reason: 'not yet', by: 'ben' });

  beforeEach(async () => {
    dataSource = await createDataSource({ url: (await testServers()).databaseUrl, poolSize: 6 }).initialize();
    now = FRIDAY - DAY_MS;
    [one, other] = [aProcess(), aProcess()];
    await one.handbooks.apply(SHIPPED, FILE, 'up', now);
    now = FRIDAY;
  });
  afterEach(() => dataSource.destroy());

  it('runs from its instant on, to the millisecond, in every process, and nothing before it changes', async () => {
    const before = await Promise.all([FRIDAY, MONDAY - 1, MONDAY].map((at) => one.primary(at)));
    expect(await apply(TURNED, MONDAY)).toMatchObject({ versionId: 2, changed: true, effectiveAt: MONDAY });
    now = MONDAY - 1;
    expect(await versions()).toEqual([1, 1]);
    now = MONDAY;
    expect(await versions()).toEqual([2, 2]);
    expect(before).toEqual(['ada', 'ada', 'ben']);
    expect(await Promise.all([FRIDAY, MONDAY - 1, MONDAY].map((at) => other.primary(at)))).toEqual(['ada', 'ada', 'dan']);
  });

  it('takes effect on time also while the database is silent', async () => {
    await apply(TURNED, MONDAY);
    expect(await versions()).toEqual([1, 1]);
    now = FRIDAY + 2_000;
    expect(await versions()).toEqual([1, 1]);
    await dataSource.query(
      'ALTER TABLE handbook_applications RENAME TO handbook_gone; ALTER TABLE handbook_versions RENAME TO versions_gone',
    );
    now = MONDAY;
    expect(await versions()).toEqual([2, 2]);
  });

  it('says the same for ever of what was known at an instant that has passed', async () => {
    const asked = FRIDAY + MINUTE_MS;
    const nights = [FRIDAY, MONDAY - 1, MONDAY, MONDAY + 7 * DAY_MS];
    const known = () => Promise.all(nights.map((at) => other.primary(at, asked)));
    now = asked;
    const first = await known();
    now += 1;
    await apply(TURNED, MONDAY);
    now += HOUR_MS;
    await apply(RENAMED, null);
    now = MONDAY + DAY_MS;
    expect(first).toEqual(['ada', 'ada', 'ben', 'chloe']);
    expect(await known()).toEqual(first);
    expect(await other.primary(MONDAY)).toBe('dan');
    expect(await other.primary(FRIDAY, FRIDAY - 2 * DAY_MS)).toBeUndefined();
    expect(await other.primary(FRIDAY - 300 * DAY_MS)).toBe(await other.primary(FRIDAY - 300 * DAY_MS, FRIDAY));
  });

  it('is planned against what it replaces: exactly the shifts that move, none before it', async () => {
    const swapped = SHIPPED.replace('people: [ada, ben, chloe, dan]', 'people: [chloe, ben, ada, dan]');
    const planned = await plan(swapped, MONDAY);
    const moved = planned.shifts.filter(({ schedule }) => schedule === 'on-call');
    expect(moved.map(({ from, before, after }) => [new Date(from).toISOString(), before, after])).toEqual([
      ['2026-12-07T14:00:00.000Z', 'chloe', 'ada'],
      ['2026-12-21T14:00:00.000Z', 'ada', 'chloe'],
    ]);
    expect(planned.shifts.every(({ from }) => from >= MONDAY)).toBe(true);
    expect((await plan(swapped, null)).shifts[0]).toMatchObject({ schedule: 'on-call', from: FRIDAY, before: 'ada', after: 'chloe' });
  });

  it('stays scheduled while another runs at once, which is told what replaces it, and when', async () => {
    await apply(TURNED, MONDAY);
    expect(await apply(RENAMED, null)).toMatchObject({ versionId: 3, scheduled: [{ versionId: 2, effectiveAt: MONDAY }] });
    expect((await one.handbooks.current())?.versionId).toBe(3);
    now = MONDAY;
    expect(await versions()).toEqual([2, 2]);
  });

  it('can be withdrawn until it takes effect, and no longer; who did so is on record', async () => {
    await apply(TURNED, MONDAY);
    expect(await withdraw(2)).toEqual([MONDAY]);
    await expect(withdraw(2)).rejects.toThrow('CONFLICT: version 2 is not scheduled: it was withdrawn');
    await expect(withdraw(9)).rejects.toThrow('NOT_FOUND');
    await expect(one.changes.withdraw({ versionId: 2, reason: ' ', by: 'ben' })).rejects.toThrow('REASON_REQUIRED');
    expect((await one.handbooks.applications(null, 1)).rows).toMatchObject([
      { versionId: 2, effectiveAt: MONDAY, withdrawnAt: FRIDAY, withdrawnBy: 'ben', withdrawnReason: 'not yet' },
    ]);
    expect(await dataSource.query('SELECT actor, action, subject, detail FROM audit_log ORDER BY number DESC LIMIT 1')).toEqual([
      { actor: 'ben', action: 'handbook.withdraw', subject: '2', detail: { reason: 'not yet', effectiveAt: ['2026-11-30T14:00:00.000Z'] } },
    ]);
    now = MONDAY;
    expect(await versions()).toEqual([1, 1]);
    await apply(TURNED, MONDAY + HOUR_MS);
    now = MONDAY + HOUR_MS;
    await expect(withdraw(2)).rejects.toThrow('CONFLICT: version 2 is not scheduled: it took effect');
    expect(await versions()).toEqual([2, 2]);
  });

  it('is refused for an instant that has passed or is more than a year ahead, and with another instant than was planned', async () => {
    const { digest } = await plan(TURNED, MONDAY);
    for (const effectiveAt of [FRIDAY, FRIDAY - DAY_MS, FRIDAY + 367 * DAY_MS]) {
      await expect(plan(TURNED, effectiveAt)).rejects.toThrow('INVALID_INPUT');
    }
    const draft = { source: TURNED, file: FILE };
    for (const effectiveAt of [null, MONDAY + 1]) {
      await expect(one.changes.apply({ draft, effectiveAt, digest, reason: 'a test', by: 'ada' })).rejects.toThrow('CONFLICT');
    }
    now = MONDAY;
    await expect(one.changes.apply({ draft, effectiveAt: MONDAY, digest, reason: 'a test', by: 'ada' })).rejects.toThrow('INVALID_INPUT');
    expect(await versions()).toEqual([1, 1]);
  });

  it('of two that were planned around the same versions, the second is refused and planned again', async () => {
    const [first, second] = [await plan(TURNED, MONDAY), await plan(RENAMED, MONDAY)];
    const request = { effectiveAt: MONDAY, reason: 'a test', by: 'ada' };
    await one.changes.apply({ ...request, draft: { source: TURNED, file: FILE }, digest: first.digest });
    const late = other.changes.apply({ ...request, draft: { source: RENAMED, file: FILE }, digest: second.digest });
    await expect(late).rejects.toThrow('CONFLICT');
    expect((await plan(TURNED, MONDAY + DAY_MS)).changes).toEqual([]);
  });

  it('a start takes back neither what took effect meanwhile nor what is scheduled; a file that never ran runs', async () => {
    await apply(TURNED, MONDAY);
    await withdraw(2);
    const start = (source: string) => one.handbooks.applyAtStart(source, FILE, 'up', now);
    expect(await start(TURNED)).toMatchObject({ ok: true, value: { versionId: 2, changed: true } });
    const { versionId } = await apply(RENAMED, MONDAY);
    expect(await start(TURNED)).toMatchObject({ ok: true, value: { versionId: 2, changed: false } });
    now = MONDAY;
    expect(await start(TURNED)).toMatchObject({ ok: true, value: { versionId, changed: false } });
    expect(await versions()).toEqual([versionId, versionId]);
  });

  it('[G1.3] a handoff at its instant is from whom the version of before names to whom the new one does', async () => {
    const { handbooks, rosters } = one;
    const pool = poolOf(dataSource);
    const nobodyIsTold = { tell: () => Promise.reject(new Error('nobody is told here')) };
    const links = createHandoffLinks({ secret: 'a test needs no secret, but the code does', publicUrl: 'http://tocsin.example' });
    const parts = { handoffs: new HandoffsRepository(pool), briefs: new BriefReader(pool), notices: nobodyIsTold, links, zones };
    const desk = new HandoffDeskService({ ...parts, handbooks, rosters });
    const rule = (await handbooks.current())?.handbook.handoffs?.regular.find(({ id }) => id === 'weekly');
    if (rule === undefined) throw new Error('the shipped handbook hands over weekly');
    await apply(TURNED, MONDAY);
    now = MONDAY + 1;
    expect((await desk.prepare({ rule, at: MONDAY, workflowId: 'w' })).handoff).toMatchObject({ outgoing: 'ada', incoming: 'dan' });
  });

  it('[G1.2] a ladder that began a moment before pages whom the version in force says, never whom it says of the time before', async () => {
    const responders = new RespondersService(one.handbooks, zones, { outgoingOf: async () => ({}) });
    const paged = async (at: Instant) => {
      const request = {
        targets: [{ kind: 'schedule', id: 'on-call' }],
        urgency: 'HIGH',
        at,
        handbookVersionId: 1,
        incidentKey: 'INC-1',
      } as const;
      return (await responders.resolve(request)).responders.map(({ person }) => person);
    };
    await apply(TURNED, MONDAY);
    now = MONDAY - 1;
    expect(await paged(MONDAY - 1)).toEqual(['ada']);
    now = MONDAY + 1;
    expect(await paged(MONDAY - 1)).toEqual(['dan']);
  });
});
