import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alertmanagerReceiver } from '../../../services/alerts/receiver-block.js';
import { freePort } from '../../../services/embedded/ports.js';
import { describeWhereInstalled } from '../../support/where-installed.js';
import { eventually, type IngestWorld, ingestWorld } from './ingest-world.js';

const BINARY = '/usr/bin/prometheus-alertmanager';

describeWhereInstalled(BINARY)("Prometheus' own Alertmanager, configured by the block that Tocsin prints", () => {
  let world: IngestWorld;
  let alertmanager: ChildProcess;
  let api: string;
  let directory: string;

  beforeAll(async () => {
    world = await ingestWorld();
    directory = mkdtempSync(path.join(tmpdir(), 'tocsin-alertmanager-'));
    const block = alertmanagerReceiver({ baseUrl: `${world.url}/`, secret: await world.key('alertmanager') });
    writeFileSync(path.join(directory, 'alertmanager.yml'), block.replace('group_interval: 10s', 'group_interval: 1s'));
    const port = await freePort();
    api = `http://127.0.0.1:${port}/api/v2`;
    alertmanager = spawn(
      BINARY,
      [
        `--config.file=${directory}/alertmanager.yml`,
        `--storage.path=${directory}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    await eventually(async () => (await fetch(`${api}/status`).catch(() => null))?.ok, 15_000);
  });
  afterAll(async () => {
    if (alertmanager.exitCode === null) {
      alertmanager.kill('SIGTERM');
      await once(alertmanager, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
    await world[Symbol.asyncDispose]();
  });

  const report = async (endsAt: Date): Promise<void> => {
    const alert = {
      labels: { alertname: 'ErrorRateHigh', service: 'payments', severity: 'critical' },
      annotations: { summary: 'error rate 7 %' },
      endsAt,
    };
    const response = await fetch(`${api}/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([alert]),
    });
    expect(response.status).toBe(200);
  };

  it('delivers firing and resolved', async () => {
    await report(new Date(Date.now() + 60_000));
    const fired = await eventually(() => world.delivery.of('INC-1001')[0], 15_000);
    expect(fired).toMatchObject({ firing: 1, proposes: 'SEV2' });
    expect(await world.rows('SELECT title, service FROM incidents')).toEqual([{ title: 'ErrorRateHigh', service: 'payments' }]);

    await report(new Date());
    const resolved = await eventually(() => world.delivery.of('INC-1001').find((snapshot) => snapshot.firing === 0), 15_000);
    expect(resolved.lastResolvedAt).toEqual(expect.any(Number));
    expect(await world.rows('SELECT name, status, summary FROM alerts')).toEqual([
      { name: 'ErrorRateHigh', status: 'RESOLVED', summary: 'error rate 7 %' },
    ]);
    expect(await world.rows('SELECT problems FROM alert_events WHERE problems IS NOT NULL')).toEqual([]);
  });
});
