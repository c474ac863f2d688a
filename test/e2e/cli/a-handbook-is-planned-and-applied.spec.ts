import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliWorld } from './cli-world.js';

const HANDBOOK = fileURLToPath(new URL('../../../handbook/escrow-platform.yaml', import.meta.url));

/** A Monday that is a week or two ahead. */
function nextMonday(): string {
  const soon = new Date(Date.now() + 7 * 86_400_000);
  soon.setUTCDate(soon.getUTCDate() + ((8 - soon.getUTCDay()) % 7));
  return soon.toISOString().slice(0, 10);
}

describe('[G1.1] a handbook is written, planned, applied and taken back on the command line', () => {
  const world = new CliWorld();
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-handbook-'));
  const draft = join(folder, 'draft.yaml');
  beforeAll(() => world.start(), 120_000);
  afterAll(async () => {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('a plan names what changes, for people, for scripts and for a pull request; and is applied by its digest alone', async () => {
    const { incident } = await world.json(['incident', 'declare', 'payments', '--title', 'slow', '--severity', '2']);
    const { key } = incident as { key: string };
    writeFileSync(draft, readFileSync(HANDBOOK, 'utf8').replace('people: [ada, ben, chloe, dan]', 'people: [ben, chloe, dan, ada]'));
    const plan = await world.json(['handbook', 'plan', draft]);
    expect(plan).toMatchObject({ runningVersionId: 1, changes: [{ part: 'schedule on-call' }], incidentsRunning: { open: 1 } });
    const words = (await world.tocsin(['handbook', 'plan', draft])).stdout;
    expect(words).toContain('people: ada, ben, chloe, dan → ben, chloe, dan, ada');
    expect(words).toContain(
      '1 open, none changes its rungs or times: they stay on the version they began with\n  once this one runs, tocsin incident',
    );
    expect((await world.tocsin(['handbook', 'plan', draft, '--markdown'])).stdout).toContain('| schedule | from (America/New_York) |');

    const blind = await world.tocsin(['handbook', 'apply', draft, '--digest', '0123', '--reason', 'hope']);
    expect(blind).toMatchObject({ code: 3, stdout: '' });
    const applied = await world.json(['handbook', 'apply', draft, '--digest', String(plan['digest']), '--reason', 'turns']);
    expect(applied).toMatchObject({ versionId: 2, changed: true });

    expect(await world.json(['incident', 'show', key])).toMatchObject({ handbookVersionId: 1 });
    const adopted = await world.tocsin(['incident', 'adopt-policy', key, '--reason', 'the turns were wrong']);
    expect(adopted).toMatchObject({ code: 0, stdout: `${key}: goes on by version 2\n` });
    expect((await world.tocsin(['incident', 'adopt-policy', key])).stdout).toBe(`${key}: goes on by version 2 already, which runs\n`);
    await world.json(['incident', 'resolve', key, '--confirm']);
  });

  it('an older version comes back the same way', async () => {
    const plan = await world.json(['handbook', 'rollback', '1']);
    expect(plan).toMatchObject({ runningVersionId: 2, changes: [{ part: 'schedule on-call' }] });
    const back = await world.tocsin(['handbook', 'rollback', '1', '--digest', String(plan['digest']), '--reason', 'turns were fine']);
    expect(back.stdout).toContain('version 1 runs now');
    const { versions } = await world.json(['handbook', 'versions']);
    expect(versions).toMatchObject([
      { versionId: 1, by: 'admin', reason: 'turns were fine' },
      { versionId: 2, reason: 'turns' },
      { versionId: 1 },
    ]);
  });

  it('a swap from a day on moves exactly the shifts from then on, runs from then on, and is taken back before it does', async () => {
    const monday = nextMonday();
    const effective = ['--effective', `${monday}T09:00[America/New_York]`];
    writeFileSync(draft, readFileSync(HANDBOOK, 'utf8').replace('people: [ada, ben, chloe, dan]', 'people: [ben, ada, chloe, dan]'));
    const plan = await world.json(['handbook', 'plan', draft, ...effective]);
    const from = String(plan['effectiveAt']);
    expect(plan).toMatchObject({ runningVersionId: 1, replacedVersionId: 1, scheduled: [], changes: [{ part: 'schedule on-call' }] });
    const moved = plan['shifts'] as readonly { readonly from: string; readonly before: { id: string }; readonly after: { id: string } }[];
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.filter((shift) => shift.from < from)).toEqual([]);
    const words = (await world.tocsin(['handbook', 'plan', draft, ...effective])).stdout;
    expect(words).toContain(`From ${monday} 09:00 Mon (America/New_York) on, against version 1, which runs until then:`);

    const digest = ['--digest', String(plan['digest']), '--reason', 'swapped'];
    expect((await world.tocsin(['handbook', 'apply', draft, ...digest])).code).toBe(3);
    const applied = await world.json(['handbook', 'apply', draft, ...digest, ...effective]);
    expect(applied).toMatchObject({ changed: true, effectiveAt: from });
    const scheduled = String(applied['versionId']);
    const [first] = moved;
    const holder = async (...args: readonly string[]) => await world.json(['oncall', 'on-call', '--at', first?.from ?? '', ...args]);
    expect(await holder()).toMatchObject({ onCall: [{ person: { id: first?.after.id } }] });
    expect(await world.json(['oncall', '--as-known-at', '2020-01-01T00:00Z'])).toEqual({ onCall: [] });
    expect((await world.tocsin(['oncall', 'on-call', '--as-known-at', '2020-01-01T00:00Z'])).stderr).toContain('no handbook was known');
    expect((await world.tocsin(['handbook', 'versions'])).stdout).toMatch(new RegExp(`^${scheduled} .*scheduled .*swapped`, 'm'));
    const once = await world.tocsin(['handbook', 'rollback', '2']);
    expect(once.stdout).toContain(`version ${scheduled} takes effect at ${monday} 09:00 Mon (America/New_York) and replaces this`);

    expect((await world.tocsin(['handbook', 'withdraw', scheduled, '--reason', 'not yet'])).stdout).toContain('does not run at');
    expect((await world.tocsin(['handbook', 'withdraw', scheduled, '--reason', 'not yet'])).code).toBe(3);
    expect(await holder()).toMatchObject({ onCall: [{ person: { id: first?.before.id } }] });
    expect((await world.tocsin(['handbook', 'plan', draft, '--effective', '2020-01-01T00:00Z'])).stderr).toContain(
      'the instant has passed',
    );
  });

  it('a handbook of one’s own is written without a question, never over a file that is there, and is valid', async () => {
    const own = join(folder, 'own.yaml');
    const args = ['handbook', 'init', own, '--name', 'Acme', '--zone', 'Europe/Lisbon', '--person', 'Ada Osei <ada@acme.example>'];
    expect((await world.tocsin(args)).code).toBe(0);
    expect(await world.json(['handbook', 'check', own])).toMatchObject({ problems: [], reading: { id: 'acme', gaps: [] } });
    expect((await world.tocsin(args)).code).toBe(2);
    expect((await world.tocsin(['handbook', 'init', join(folder, 'other.yaml')])).stderr).toContain('give --name');
  });
});
