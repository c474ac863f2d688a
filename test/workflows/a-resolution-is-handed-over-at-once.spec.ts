import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import { MINUTE_MS } from '../../domain/instant.js';
import { systemClock } from '../../services/config/clock.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { HandoffsRepository } from '../../services/handoffs/handoffs.repository.js';
import { HandoffsService } from '../../services/handoffs/handoffs.service.js';
import { HandoffSignalsService } from '../../services/orchestration/handoff-signals.service.js';
import { VirtualTime } from '../../services/orchestration/virtual-time.js';
import { HANDOFF_QUERIES } from '../../workflows/contracts/handoff.contract.js';
import { sampleHandbook } from '../support/sample-handbook.js';
import { alert, type Story, story } from '../support/story.js';
import type { StoryWorld } from '../support/story-world.js';

const handbook: Handbook = {
  ...sampleHandbook,
  handoffs: {
    regular: [],
    onResolution: { schedule: 'on-call', acceptMinute: 9 * 60, otherwise: [{ kind: 'person', id: 'support-manager' }] },
  },
};

const PATIENCE_MS = 20_000;

const handoffsOf = ({ pool, client }: StoryWorld): HandoffsService =>
  new HandoffsService({ handoffs: new HandoffsRepository(pool), signals: new HandoffSignalsService(client), clock: systemClock });
const told = (it: Story): readonly string[] =>
  it.world.email.told
    .filter(({ notice }) => notice.thread === it.key)
    .map(({ address, notice }) => `${address.split('@')[0]} ${notice.subject}`);
const asked = (it: Story): string => `ada Resolved: SEV1 payments: ErrorRateHigh · ${it.key}`;

interface Handing {
  readonly id: string;
  readonly time: VirtualTime;
  state(): Promise<Handoff | null>;
}

/** Ben has it and resolves it; ada is on call. */
async function resolvedByBen(it: Story): Promise<Handing> {
  await it.receives(alert({ proposes: 'SEV1' }));
  it.expectPaged('ada');
  await it.does('ben', { kind: 'acknowledge' });
  await it.does('ben', { kind: 'resolve', confirm: true });
  const row = async () => (await it.world.pool.query<{ id: string }>('SELECT id FROM handoffs WHERE incident_key = $1', [it.key])).rows[0];
  if (!(await waitUntil(async () => (await row()) !== undefined, PATIENCE_MS))) throw new Error('the resolution was not handed over');
  const id = (await row())?.id ?? '';
  const time = new VirtualTime(it.world.client, id);
  await time.untilQuiet();
  return { id, time, state: () => it.world.client.workflow.getHandle(id).query<Handoff | null>(HANDOFF_QUERIES.state) };
}

const localTime = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { timeZone: 'America/New_York', hour: '2-digit', minute: '2-digit' });

story(
  '[G1.3] whoever is on call is asked once, at low urgency, and accepts a resolution by the next working 09:00; nobody else hears of it',
  async (it) => {
    const handing = await resolvedByBen(it);
    expect(told(it)).toEqual([asked(it)]);
    expect(it.world.email.told.at(-1)?.notice).toMatchObject({
      urgency: 'LOW',
      link: expect.stringMatching(/^http:\/\/tocsin\.example\/handoff\?link=th1\./),
    });
    expect(it.world.email.told.at(-1)?.notice.lines).toContain(`http://tocsin.example/incidents/${it.key}`);
    const state = await handing.state();
    expect(state).toMatchObject({ rule: 'resolution', incidentKey: it.key, outgoing: 'ben', incoming: 'ada', status: 'PENDING' });
    expect(localTime(state?.acceptBy ?? 0)).toBe('09:00');
    const handoffs = handoffsOf(it.world);
    expect((await handoffs.waiting(['on-call'])).size).toBe(0);
    await expect(handoffs.accept('chloe', handing.id)).rejects.toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect(await handoffs.accept('ada', handing.id)).toMatchObject({ outcome: 'APPLIED', handoff: { status: 'ACCEPTED' } });
    expect(await handoffs.accept('ada', handing.id)).toMatchObject({ outcome: 'ALREADY' });
    await it.world.client.workflow.getHandle(handing.id).result();
    expect(told(it)).toEqual([asked(it)]);
  },
  { handbook },
);

story(
  '[G1.3] a resolution that nobody accepts in time is told to the support manager, who is not woken, and is still accepted later',
  async (it) => {
    const handing = await resolvedByBen(it);
    await handing.time.skip(((await handing.state())?.acceptBy ?? 0) - (await handing.time.now()) + MINUTE_MS);
    await handing.time.untilQuiet();
    expect(told(it)).toEqual([asked(it), `support-manager Nobody accepted the resolution of ${it.key}`]);
    expect(it.world.ntfy.told).toEqual([]);
    expect(await handing.state()).toMatchObject({ status: 'OVERDUE' });
    expect(await handoffsOf(it.world).accept('ada', handing.id)).toMatchObject({ outcome: 'APPLIED' });
  },
  { handbook },
);

story(
  '[G1.3] once the incident is reopened nobody is told that its resolution was not accepted',
  async (it) => {
    const handing = await resolvedByBen(it);
    await it.does('ben', { kind: 'reopen', reason: 'it was not over' });
    it.expectPaged('ada');
    await it.does('ada', { kind: 'acknowledge' });
    await handing.time.skip(((await handing.state())?.acceptBy ?? 0) - (await handing.time.now()) + MINUTE_MS);
    expect(await it.world.client.workflow.getHandle(handing.id).result()).toMatchObject({ status: 'SUPERSEDED' });
    // Who had it knows it best: their own resolution asks nobody.
    await it.does('ada', { kind: 'resolve', confirm: true });
    await it.passes('5 minutes');
    expect(told(it)).toEqual([asked(it)]);
  },
  { handbook },
);
