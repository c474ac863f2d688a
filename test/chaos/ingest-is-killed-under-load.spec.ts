import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../services/embedded/wait.js';
import { connectTemporal } from '../../services/orchestration/temporal-connection.js';
import { notification, said } from '../support/alertmanager.js';
import { buildCopy } from './build-copy.js';
import { ChaosWorld } from './chaos-world.js';
import { integrationKeyIn, runCli } from './up-process.js';

/** The load ends when as many were accepted in each of three lives of the api; the last life is that after the last kill. */
const LOAD_MS = 90_000;
const TIMEOUT_MS = 180_000;
const PAGED_MS = 30_000;
/** How long a sender tries again what was refused with 503, or not answered. */
const INSISTS_MS = 60_000;
const PER_LIFE = 150;
const KILLS = 2;
const SENDERS = 12;
/** As many incidents, since payments' alerts are grouped by their name. */
const GROUPS = 15;
const HISTORY_LIMIT = 50;

describe('ingest on one machine', () => {
  let world: ChaosWorld;
  let api: string;
  let routingKey: string;
  beforeAll(async () => {
    world = await ChaosWorld.begin(await buildCopy(), []);
    api = world.up.runtime.apiUrl;
    routingKey = integrationKeyIn(world.dataDir);
  }, 90_000);
  afterAll(() => world.close(), 60_000);

  /** The answer's status; 0: the connection broke, so that nobody knows. */
  const enqueue = async (dedupKey: string, name: string): Promise<number> => {
    const payload = {
      summary: name,
      source: 'load',
      severity: 'critical',
      component: 'payments',
      class: name,
      custom_details: { service: 'payments', alertname: name },
    };
    const body = JSON.stringify({ routing_key: routingKey, event_action: 'trigger', dedup_key: dedupKey, payload });
    const sent = fetch(`${api}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(5_000),
    });
    return await sent.then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
  };

  /** As every sender does: until the answer is one, and not that of a server that is too busy. */
  const insist = async (dedupKey: string, name: string): Promise<number> => {
    const until = Date.now() + INSISTS_MS;
    for (;;) {
      const status = await enqueue(dedupKey, name);
      if ((status !== 0 && status !== 503) || Date.now() > until) return status;
      await delay(200);
    }
  };

  /** The incidents of these pages, each as often as it paged; what was sent again under its key is one page. */
  const paging = (): readonly string[] => [...new Map(world.pushes.map(({ key, incident }) => [key, incident])).values()];

  const keysOf = async (name: string): Promise<readonly string[]> =>
    (await world.query<{ key: string }>('SELECT key FROM incidents WHERE title = $1', [name])).map(({ key }) => key);

  /** How long the history of an incident is. */
  const historyOf = async (key: string): Promise<number> => {
    const temporal = connectTemporal({ address: world.up.runtime.temporalAddress, namespace: 'default' });
    const { historyLength } = await temporal.client.workflow.getHandle(key).describe();
    await temporal.close();
    return historyLength;
  };

  it(
    '[I1] killed twice under load, has every 2xx in the database, and a workflow for every incident of it',
    async () => {
      const accepted: string[] = [];
      const until = Date.now() + LOAD_MS;
      let kills = 0;
      const isOver = (): boolean => accepted.length >= PER_LIFE * (KILLS + 1) || Date.now() > until;
      const accept = (key: string): void => {
        accepted.push(key);
        if (kills === KILLS || accepted.length < PER_LIFE * (kills + 1)) return;
        kills += 1;
        world.kill('api');
      };
      const send = async (sender: number): Promise<void> => {
        for (let n = 0; !isOver(); n += 1) {
          const key = `load-${sender}-${n}`;
          const status = await enqueue(key, `Load${(sender * 7 + n) % GROUPS}`);
          if (status >= 200 && status < 300) accept(key);
          else await delay(50);
        }
      };
      await Promise.all(Array.from({ length: SENDERS }, (_, sender) => send(sender)));
      expect({ kills, isEnough: accepted.length >= PER_LIFE * (KILLS + 1) }).toEqual({ kills: KILLS, isEnough: true });
      const missing = await world.query(
        `SELECT key FROM unnest($1::text[]) AS key WHERE NOT EXISTS (SELECT FROM alerts WHERE dedup_key = key)`,
        [accepted],
      );
      expect(missing).toEqual([]);
      const waiting = (): Promise<readonly unknown[]> => world.query(`SELECT key FROM incidents WHERE last_seq = 0`);
      await waitUntil(async () => (await waiting()).length === 0, PAGED_MS);
      expect(await waiting()).toEqual([]);
      const incidents = await world.query<{ key: string }>(`SELECT key FROM incidents WHERE title LIKE 'Load%'`);
      expect(incidents).toHaveLength(GROUPS);
      for (const { key } of incidents) await world.paged(key, 'ada', PAGED_MS);
      expect([...paging()].sort()).toEqual(incidents.map(({ key }) => key).sort());
    },
    TIMEOUT_MS,
  );

  it(
    'takes ten thousand duplicates for one incident, one first page, and a short history',
    async () => {
      let left = 10_000;
      const send = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          expect(await insist('duplicate', 'Duplicate')).toBe(202);
        }
      };
      await Promise.all(Array.from({ length: 64 }, send));
      const [incident = '', ...others] = await keysOf('Duplicate');
      expect(others).toEqual([]);
      await world.paged(incident, 'ada', PAGED_MS);
      expect(paging().filter((key) => key === incident)).toHaveLength(1);
      expect(await historyOf(incident)).toBeLessThanOrEqual(HISTORY_LIMIT);
    },
    TIMEOUT_MS,
  );

  it(
    'takes ten thousand distinct alerts of one group for one incident that pages at once',
    async () => {
      const { receiver } = JSON.parse(await runCli(world, ['integration', 'create', 'alertmanager', '--json'])) as { receiver: string };
      const [url, key] = [/url: (\S+)/.exec(receiver)?.[1] ?? '', /credentials: (\S+)/.exec(receiver)?.[1] ?? ''];
      const alerts = Array.from({ length: 10_000 }, (_, n) => said({ name: 'Flood', instance: `host-${n}` }));
      const body = JSON.stringify(notification(...alerts));
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body,
      });
      expect(response.status).toBe(202);
      const [incident = '', ...others] = await keysOf('Flood');
      expect(others).toEqual([]);
      await world.paged(incident, 'ada', 5_000);
      expect(paging().filter((key) => key === incident)).toHaveLength(1);
      expect(await historyOf(incident)).toBeLessThanOrEqual(HISTORY_LIMIT);
    },
    TIMEOUT_MS,
  );
});
