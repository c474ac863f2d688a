import { randomUUID } from 'node:crypto';
import type { HandoffRule } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { connectTemporal } from '../../services/orchestration/temporal-connection.js';
import { HANDOFF_SIGNALS, HANDOFF_WORKFLOW, type HandoffAccepted, type HandoffInput } from '../../workflows/contracts/handoff.contract.js';
import { TASK_QUEUES } from '../../workflows/contracts/ids.js';
import { buildCopy } from './build-copy.js';
import { ChaosWorld } from './chaos-world.js';

const NEW_YORK = 'America/New_York';
const ACCEPT_WITHIN_MS = 12 * SECOND_MS;
const PATIENCE_MS = 90_000;
const DONE_MS = 3 * MINUTE_MS;

/** The minute that has just begun: ada until then, ben from it. */
const at = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const local = (instant: number): string => new Date(instant).toLocaleString('sv-SE', { timeZone: NEW_YORK }).slice(0, 16);
const minuteOf = (time: string): number => Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16));
const cover = { person: 'ben', from: local(at), to: local(at + 3 * DAY_MS) };

/** When the worker is killed. */
const STEPS = ['as it begins', 'as the brief goes out', 'while it waits', 'as somebody else is woken', 'as it is accepted'] as const;
type Step = (typeof STEPS)[number];

describe('a handoff on one machine', () => {
  let world: ChaosWorld;
  let temporal: ReturnType<typeof connectTemporal>;
  beforeAll(async () => {
    world = await ChaosWorld.begin(await buildCopy(), [], [cover]);
    temporal = connectTemporal({ address: world.up.runtime.temporalAddress, namespace: 'default' });
  }, 90_000);
  afterAll(async () => {
    await temporal?.close();
    await world?.close();
  }, 60_000);

  const rows = async <T extends object>(sql: string): Promise<readonly T[]> => (await world.query(sql)) as unknown as readonly T[];
  const handoffs = () => rows<{ readonly id: string; readonly status: string }>('SELECT id, status FROM handoffs');
  const notices = () => rows<{ readonly key: string; readonly status: string }>(`SELECT key, status FROM notices ORDER BY key`);
  const hasStatus = async (status: string): Promise<boolean> => (await handoffs())[0]?.status === status;
  let earlier = 0;
  const mails = (): readonly string[] =>
    world.mail.received
      .slice(earlier)
      .filter(({ subject }) => subject.startsWith('Handoff'))
      .map(({ messageId }) => messageId);
  const until = async (what: string, probe: () => boolean | Promise<boolean>): Promise<void> => {
    if (!(await waitUntil(probe, PATIENCE_MS))) throw new Error(`${what} did not come`);
  };

  it.each(STEPS)(
    '[G1.3] [I2] [I3] comes to the same, each notice told once, after kill -9 of the worker %s',
    async (step) => {
      await world.query('DELETE FROM handoffs');
      await world.query('DELETE FROM notices');
      earlier = world.mail.received.length;
      world.pushes.length = 0;
      const killed: number[] = [];
      const kill = async (now: Step): Promise<void> => {
        if (now !== step) return;
        const pid = world.kill('worker');
        killed.push(pid);
        await world.restarted('worker', pid);
      };
      world.onPush = () => {
        if (step === 'as somebody else is woken' && killed.length === 0) killed.push(world.kill('worker'));
      };

      const acceptWithinMs = Date.now() - at + ACCEPT_WITHIN_MS;
      const otherwise = [{ kind: 'person', id: 'support-manager' }] as const;
      const rule: HandoffRule = {
        id: 'weekly',
        schedule: 'on-call',
        timezone: NEW_YORK,
        weekday: null,
        minute: minuteOf(local(at)),
        acceptWithinMs,
        otherwise,
      };
      const args: [HandoffInput] = [{ rule, at }];
      const workflowId = `handoff-${randomUUID()}`;
      const handle = await temporal.client.workflow.start(HANDOFF_WORKFLOW, { workflowId, taskQueue: TASK_QUEUES.incidents, args });
      await kill('as it begins');
      await until('a mail', () => mails().length > 0);
      await kill('as the brief goes out');
      await until('the brief', async () => (await notices()).filter(({ status }) => status === 'SENT').length >= 2);
      await kill('while it waits');
      await until('the end of the time to accept', () => hasStatus('OVERDUE'));
      await until('the notice that nobody accepted', async () => (await notices()).filter(({ status }) => status === 'SENT').length >= 3);
      const acceptance: HandoffAccepted = { person: 'ben', at: Date.now() };
      await handle.signal(HANDOFF_SIGNALS.accepted, acceptance);
      await kill('as it is accepted');
      await until('the acceptance', () => hasStatus('ACCEPTED'));

      expect(await handle.result()).toMatchObject({ outgoing: 'ada', incoming: 'ben', status: 'ACCEPTED' });
      expect(killed).toHaveLength(1);
      const id = (await handoffs())[0]?.id ?? '';
      const keys = [`${id}/brief/ada`, `${id}/brief/ben`, `${id}/unaccepted/support-manager`];
      expect(await notices()).toEqual(keys.map((key) => ({ key, status: 'SENT' })));
      // What was in flight when the worker died goes again under the same name: a phone and a mail reader show it once.
      expect(new Set(mails()).size).toBe(2);
      expect([...new Set(world.pushes.map(({ key }) => key))]).toHaveLength(1);
    },
    DONE_MS,
  );
});
