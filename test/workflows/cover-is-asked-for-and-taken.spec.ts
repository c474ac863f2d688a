import { Worker } from '@temporalio/worker';
import { HOUR_MS, MINUTE_MS } from '../../domain/instant.js';
import { systemClock } from '../../services/config/clock.js';
import type { CoverRequestsService } from '../../services/covers/cover-requests.service.js';
import { coverWorkflowId } from '../../workflows/contracts/cover-request.contract.js';
import { storyBundle } from '../support/story-bundle.js';
import { StoryIncident } from '../support/story-incidents.js';
import { pagedAt, requestsOf, timeOf, toldIn } from '../support/story-requests.js';
import { type StoryWorld, storyWorld } from '../support/story-world.js';

const STORY_MS = 60_000;
/** The handbook has ada on call, ben as the secondary; chloe and dan are of their rotation. */
let world: StoryWorld;
let requests: CoverRequestsService;
beforeAll(async () => {
  world = await storyWorld();
  await world.startWorker();
  requests = requestsOf(world);
}, STORY_MS);
beforeEach(async () => {
  await world.pool.query('DELETE FROM covers; DELETE FROM cover_requests; DELETE FROM notices');
  world.email.told.length = 0;
  world.ntfy.told.length = 0;
});
afterAll(() => world.close(), STORY_MS);

/** From `begins` hours from now on, for two hours; everybody of the rotation is asked. */
function asking(begins = 5, more: Partial<Parameters<CoverRequestsService['ask']>[0]> = {}) {
  const from = systemClock.now() + begins * HOUR_MS;
  return { schedule: 'on-call', asker: 'ada', person: null, from, to: from + 2 * HOUR_MS, answerBy: null, reason: null, ...more };
}
async function asked(...how: Parameters<typeof asking>) {
  const { request, outcome } = await requests.ask(asking(...how));
  expect(outcome).toBe('APPLIED');
  await timeOf(world, request).untilQuiet();
  return request;
}

const refusedWith = (code: string) => ({ error: { code } });
const EVERYBODY = ['ben', 'chloe', 'dan'].map((person) => `${person}: ada asks for cover: on-call`);

it(
  '[G1.1] everybody of the rotation is asked without being woken, and the first who accepts covers exactly that time',
  async () => {
    const request = await asked();
    expect(toldIn(world)).toEqual(EVERYBODY);
    expect(world.email.told.map(({ notice }) => notice.link)).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/^http:\/\/tocsin\.example\/cover\?link=tc1\./) as unknown),
    );
    expect(await requests.decline('ben', request.id)).toMatchObject({
      outcome: 'APPLIED',
      request: { status: 'ASKED', declined: ['ben'] },
    });
    expect(await requests.accept('chloe', request.id)).toMatchObject({ outcome: 'APPLIED', request: { status: 'ACCEPTED' }, warnings: [] });
    expect(await requests.accept('chloe', request.id)).toMatchObject({ outcome: 'ALREADY' });
    await expect(requests.accept('dan', request.id)).rejects.toMatchObject(refusedWith('CONFLICT'));
    await expect(requests.withdraw('ada', request.id)).rejects.toMatchObject(refusedWith('CONFLICT'));
    await timeOf(world, request).untilQuiet();
    expect(toldIn(world)).toEqual(['ada: chloe covers on-call for you', ...EVERYBODY]);
    const { from, to } = request;
    expect(await Promise.all([from - 1, from, to - 1, to].map((at) => pagedAt(world, 'on-call', at)))).toEqual([
      ['ada'],
      ['chloe'],
      ['chloe'],
      ['ada'],
    ]);
  },
  STORY_MS,
);

it(
  '[G1.1] [G1.2] cover that was asked for and accepted is paged at T+15',
  async () => {
    const incident = new StoryIncident(world);
    await incident.receives();
    incident.expectPaged('ada');
    const from = (await incident.time.now()) + 11 * MINUTE_MS;
    const request = await asked(0, { schedule: 'secondary', asker: 'ben', person: 'dan', from, to: from + HOUR_MS });
    expect(world.ntfy.told.map(({ notice }) => notice.urgency)).toEqual(['HIGH']);
    await requests.accept('dan', request.id);
    await incident.passes('15 minutes');
    incident.expectPaged('dan').because('step 2 of 4');
  },
  STORY_MS,
);

it(
  '[G1.1] [I15] where nobody answers in time the asker is told, and stays on call',
  async () => {
    const request = await asked(5, { person: 'ben' });
    expect(request.answerBy).toBe(request.from - HOUR_MS);
    await timeOf(world, request).skip(4 * HOUR_MS + MINUTE_MS);
    await timeOf(world, request).untilQuiet();
    expect(await requests.find(request.id)).toMatchObject({ status: 'EXPIRED', settledAt: request.answerBy });
    expect(toldIn(world)).toEqual(['ada: Nobody covers on-call for you', 'ben: ada asks for cover: on-call']);
    await expect(requests.accept('ben', request.id)).rejects.toMatchObject(refusedWith('CONFLICT'));
    expect(await pagedAt(world, 'on-call', request.from)).toEqual(['ada']);
  },
  STORY_MS,
);

it(
  '[G1.1] once everybody who was asked declined, the asker is told at once; whoever was not asked cannot answer',
  async () => {
    const request = await asked(5, { person: 'ben' });
    await expect(requests.accept('chloe', request.id)).rejects.toMatchObject(refusedWith('FORBIDDEN'));
    await expect(requests.withdraw('ben', request.id)).rejects.toMatchObject(refusedWith('FORBIDDEN'));
    await requests.decline('ben', request.id);
    await timeOf(world, request).untilQuiet();
    expect(await requests.find(request.id)).toMatchObject({ status: 'DECLINED' });
    expect(toldIn(world)).toEqual(['ada: Nobody covers on-call for you', 'ben: ada asks for cover: on-call']);
  },
  STORY_MS,
);

it(
  '[G1.1] a request that is withdrawn is over, and the same time can be asked for again',
  async () => {
    const request = await asked();
    await expect(requests.ask(asking())).rejects.toMatchObject(refusedWith('CONFLICT'));
    expect(await requests.withdraw('ada', request.id)).toMatchObject({ outcome: 'APPLIED', request: { status: 'WITHDRAWN' } });
    await expect(requests.accept('ben', request.id)).rejects.toMatchObject(refusedWith('CONFLICT'));
    await asked();
  },
  STORY_MS,
);

it(
  '[G1.1] of two who accept at once one covers, and the other is told who',
  async () => {
    const request = await asked();
    const answers = await Promise.allSettled(['ben', 'chloe', 'dan'].map((person) => requests.accept(person, request.id)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { acceptedBy } = await requests.find(request.id);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ error: { code: 'CONFLICT', detail: expect.stringContaining(String(acceptedBy)) } });
  },
  STORY_MS,
);

it(
  '[G1.1] what is asked and answered while no worker runs is kept',
  async () => {
    await world.stopWorkers();
    const { request, outcome } = await requests.ask(asking());
    expect(outcome).toBe('PENDING');
    await world.startWorker();
    await timeOf(world, request).untilQuiet();
    await world.stopWorkers();
    expect(await requests.accept('dan', request.id)).toMatchObject({ outcome: 'PENDING' });
    await world.startWorker();
    await timeOf(world, request).untilQuiet();
    expect(await requests.find(request.id)).toMatchObject({ status: 'ACCEPTED', acceptedBy: 'dan' });
    expect(await pagedAt(world, 'on-call', request.from)).toEqual(['dan']);
  },
  STORY_MS,
);

it(
  '[G1.1] [I2] a request whose workflow is lost goes on from the record: an answer still counts, and one that is late is settled',
  async () => {
    const lost = await asked();
    await world.client.workflow.getHandle(coverWorkflowId(lost.id)).terminate('a story');
    expect(await requests.accept('ben', lost.id)).toMatchObject({ outcome: 'APPLIED', request: { acceptedBy: 'ben' } });
    const late = await asked(9, { person: 'ben' });
    await world.client.workflow.getHandle(coverWorkflowId(late.id)).terminate('a story');
    await world.pool.query(`UPDATE cover_requests SET answer_by = to_timestamp(0) WHERE status = 'ASKED'`);
    await requests.resumeLost();
    await world.client.workflow.getHandle(coverWorkflowId(late.id)).result();
    expect(await requests.find(late.id)).toMatchObject({ status: 'EXPIRED' });
    expect(toldIn(world)).toContain('ada: Nobody covers on-call for you');
  },
  STORY_MS,
);

it(
  '[I8] the histories of requests replay',
  async () => {
    const request = await asked();
    await requests.accept('ben', request.id);
    const handle = world.client.workflow.getHandle(coverWorkflowId(request.id));
    await handle.result();
    await Worker.runReplayHistory({ workflowBundle: await storyBundle() }, await handle.fetchHistory(), coverWorkflowId(request.id));
  },
  STORY_MS,
);
