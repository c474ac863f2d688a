import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../services/embedded/ports.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { describeWhereInstalled } from '../support/where-installed.js';
import { buildCopy } from './build-copy.js';
import { ChaosWorld } from './chaos-world.js';
import { runCli } from './up-process.js';

/** Where Debian's package prometheus-alertmanager puts it. */
const ALERTMANAGER = '/usr/bin/prometheus-alertmanager';

describeWhereInstalled(ALERTMANAGER)("Prometheus' own Alertmanager", () => {
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-alertmanager-'));
  let world: ChaosWorld;
  let alertmanager: ChildProcess;
  let url: string;

  beforeAll(async () => {
    world = await ChaosWorld.begin(await buildCopy(), []);
    const block = JSON.parse(await runCli(world, ['integration', 'create', 'alertmanager', '--json'])) as { readonly receiver: string };
    const config = join(scratch, 'alertmanager.yml');
    // What the command prints, pasted; but for the pause between notifications, which a test does not wait for.
    writeFileSync(config, block.receiver.replace('group_interval: 10s', 'group_interval: 1s'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const args = [
      `--config.file=${config}`,
      `--storage.path=${scratch}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ];
    alertmanager = spawn(ALERTMANAGER, args, { stdio: 'ignore' });
    const isReady = (): Promise<boolean> =>
      fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    if (!(await waitUntil(isReady, 20_000))) throw new Error('Alertmanager does not become ready');
  }, 90_000);
  afterAll(async () => {
    alertmanager.kill('SIGKILL');
    rmSync(scratch, { recursive: true, force: true });
    await world.close();
  }, 60_000);

  const says = async (endsAt?: string): Promise<void> => {
    const alert = {
      labels: { alertname: 'AvailabilityLow', service: 'payments', region: 'eu' },
      annotations: { summary: 'payments is down in eu' },
      startsAt: new Date(Date.now() - 1_000).toISOString(),
      ...(endsAt === undefined ? {} : { endsAt }),
    };
    const response = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([alert]),
    });
    expect(response.status).toBe(200);
  };
  const incident = async (): Promise<{ readonly key: string; readonly severity: string; readonly firing: number } | undefined> =>
    (
      await world.query<{ key: string; severity: string; firing: number }>(
        `SELECT key, severity, (snapshot -> 'alerts' ->> 'firing')::int AS firing FROM incidents`,
      )
    )[0];

  it('pages by what it fires, and what it resolves is recorded', async () => {
    await says();
    expect(await waitUntil(async () => (await incident())?.firing === 1, 20_000)).toBe(true);
    const { key = '', severity } = (await incident()) ?? {};
    expect(severity).toBe('SEV1');
    await world.paged(key, 'ada', 10_000);
    await says(new Date(Date.now() - 500).toISOString());
    expect(await waitUntil(async () => (await incident())?.firing === 0, 20_000)).toBe(true);
    expect(await world.query(`SELECT name, service, status FROM alerts`)).toEqual([
      { name: 'AvailabilityLow', service: 'payments', status: 'RESOLVED' },
    ]);
  });
});
