import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliWorld } from './cli-world.js';

const HANDBOOK = fileURLToPath(new URL('../../../handbook/escrow-platform.yaml', import.meta.url));

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
    writeFileSync(draft, readFileSync(HANDBOOK, 'utf8').replace('people: [ada, ben, chloe, dan]', 'people: [ben, chloe, dan, ada]'));
    const plan = await world.json(['handbook', 'plan', draft]);
    expect(plan).toMatchObject({ runningVersionId: 1, changes: [{ part: 'schedule on-call' }], incidentsRunning: { open: 0 } });
    const words = (await world.tocsin(['handbook', 'plan', draft])).stdout;
    expect(words).toContain('people: ada, ben, chloe, dan → ben, chloe, dan, ada');
    expect((await world.tocsin(['handbook', 'plan', draft, '--markdown'])).stdout).toContain('| schedule | from (America/New_York) |');

    const blind = await world.tocsin(['handbook', 'apply', draft, '--digest', '0123', '--reason', 'hope']);
    expect(blind).toMatchObject({ code: 3, stdout: '' });
    const applied = await world.json(['handbook', 'apply', draft, '--digest', String(plan['digest']), '--reason', 'turns']);
    expect(applied).toMatchObject({ versionId: 2, changed: true });
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

  it('a handbook of one’s own is written without a question, never over a file that is there, and is valid', async () => {
    const own = join(folder, 'own.yaml');
    const args = ['handbook', 'init', own, '--name', 'Acme', '--zone', 'Europe/Lisbon', '--person', 'Ada Osei <ada@acme.example>'];
    expect((await world.tocsin(args)).code).toBe(0);
    expect(await world.json(['handbook', 'check', own])).toMatchObject({ problems: [], reading: { id: 'acme', gaps: [] } });
    expect((await world.tocsin(args)).code).toBe(2);
    expect((await world.tocsin(['handbook', 'init', join(folder, 'other.yaml')])).stderr).toContain('give --name');
  });
});
