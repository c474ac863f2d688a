import type { Handbook, Person, PolicyStep } from '../../domain/handbook/handbook.model.js';
import { MINUTE_MS } from '../../domain/instant.js';
import { sampleHandbook, standardPolicy } from '../support/sample-handbook.js';
import { story } from '../support/story.js';
import type { StoryIncident } from '../support/story-incidents.js';

const person = (id: string, minutes: number): PolicyStep => ({ targets: [{ kind: 'person', id }], answerWithinMs: minutes * MINUTE_MS });
const withSteps = (steps: readonly PolicyStep[]): Handbook => ({
  ...sampleHandbook,
  escalation: { standard: { ...standardPolicy, steps } },
});
const v1 = withSteps([person('ada', 15), person('ben', 30), person('cto', 60)]);
const zoe: Person = { ...(sampleHandbook.people['dan'] as Person), id: 'zoe', name: 'zoe' };
/** Five minutes instead of fifteen, and somebody whom the first version does not know. */
const v2: Handbook = {
  ...withSteps([person('ada', 5), person('ben', 10), person('zoe', 20)]),
  people: { ...sampleHandbook.people, zoe },
};

const adopted = async (it: StoryIncident) => (await it.record()).filter(({ type }) => type === 'PolicyAdopted');
const versionOf = async (it: StoryIncident): Promise<unknown> =>
  (await it.world.pool.query('SELECT handbook_version_id AS id FROM incidents WHERE key = $1', [it.key])).rows[0]?.id;

story(
  '[G1.2] a new version changes nothing for a running incident until it is adopted; then the next page comes by it, and twice is ALREADY',
  async (it) => {
    it.world.handbooks.handbook = v1;
    const before = (await it.world.handbooks.current()).versionId;
    await it.receives();
    it.expectPaged('ada').because('step 1 of 3');
    await it.passes('2 minutes');
    const after = await it.world.handbooks.runs(it.world.pool, v2);
    await it.passes('5 minutes');
    it.expectNoPage();
    expect(await versionOf(it)).toBe(before);
    expect(await it.does('chloe', { kind: 'adoptPolicy', reason: 'fifteen minutes is too long' })).toMatchObject({ outcome: 'APPLIED' });
    // Seven minutes after the first page the second step is two minutes late by the new one: it is paged now, once.
    it.expectPaged('ben').because('step 2 of 3');
    expect(await versionOf(it)).toBe(after);
    expect(await adopted(it)).toMatchObject([
      { by: { person: 'chloe' }, fromVersion: before, toVersion: after, reason: 'fifteen minutes is too long' },
    ]);
    expect(await it.does('chloe', { kind: 'adoptPolicy' })).toMatchObject({ outcome: 'ALREADY' });
    await it.passes('3 minutes');
    it.expectPaged('zoe').because('step 3 of 3');
    await it.passes('9 minutes');
    it.expectNoPage();
    await it.passes('1 minute');
    it.expectPaged('support-manager', 'operations-manager').because('catch-all');
    await it.does('zoe', { kind: 'resolve', confirm: true });
    await expect(it.does('chloe', { kind: 'adoptPolicy' })).rejects.toMatchObject({ error: { code: 'INCIDENT_CLOSED' } });
  },
  { handbook: v1 },
);

story(
  '[G1.2] [I5] an adoption that races an acknowledgement pages nobody after it, and holds for what would follow',
  async (it) => {
    await it.world.handbooks.runs(it.world.pool, v1);
    await it.receives();
    it.expectPaged('ada');
    await it.passes('7 minutes');
    await it.world.handbooks.runs(it.world.pool, v2);
    const answers = await Promise.all([it.asks('ada', { kind: 'acknowledge' }), it.asks('chloe', { kind: 'adoptPolicy' })]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['APPLIED', 'APPLIED']);
    await it.time.untilQuiet();
    // Whichever was first: the second step may have been asked before, and nobody is after.
    const asked = it.deliveries.length;
    await it.passes('20 minutes');
    expect(it.deliveries).toHaveLength(asked);
    expect(await it.state()).toMatchObject({ holder: { person: 'ada' }, ladder: null });
    expect(await adopted(it)).toHaveLength(1);
    const paged = (await it.record()).flatMap((event) => (event.type === 'RespondersFound' ? event.pages : []));
    it.expectPaged(
      ...paged.filter((page) => page.person !== 'ada' && it.deliveries.includes(`${page.person}/ntfy`)).map((page) => page.person),
    );
    await it.does('ada', { kind: 'unacknowledge' });
    const { ladder, generation } = await it.state();
    expect(ladder).toMatchObject({ kind: 'STEP' });
    const found = (await it.record()).flatMap((event) => (event.type === 'RespondersFound' ? event.pages : []));
    const again = found.filter((page) => page.generation === generation).map((page) => page.person);
    expect(again).not.toEqual([]);
    it.expectPaged(...again).because('of 3');
    await it.does('ada', { kind: 'acknowledge' });
  },
  { handbook: v1 },
);
