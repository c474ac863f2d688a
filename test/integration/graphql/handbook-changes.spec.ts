import { readFileSync } from 'node:fs';
import { DAY_MS } from '../../../domain/instant.js';
import { systemClock } from '../../../services/config/clock.js';
import { type GraphqlWorld, graphqlWorld, pick } from './graphql-world.js';

const SHIPPED = readFileSync(new URL('../../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');
const RENAMED = SHIPPED.replace('Ada Osei', 'Ada Mensah');

const PLAN = `query ($draft: HandbookDraftInput!) { planHandbook(draft: $draft) {
  digest problems { line path } changes { kind part fields { field how before after } } shifts { schedule }
  nights { better { trouble } worse { trouble } } incidentsRunning { open rerouted { incident at schedule before { id } after { id } } } } }`;
const APPLY = `mutation ($input: ApplyHandbookInput!) { applyHandbook(input: $input) { versionId changed diff } }`;
const PLAN_LATER = `query ($draft: HandbookDraftInput!, $effectiveAt: DateTime) { planHandbook(draft: $draft, effectiveAt: $effectiveAt) {
  digest runningVersionId replacedVersionId effectiveAt scheduled { versionId } } }`;
const APPLY_LATER = `mutation ($input: ApplyHandbookInput!) { applyHandbook(input: $input) { versionId changed effectiveAt } }`;
const WITHDRAW = `mutation ($input: WithdrawHandbookInput!) { withdrawHandbook(input: $input) { versionId effectiveAt } }`;
const STATES = '{ handbookVersions(first: 2) { nodes { versionId state effectiveAt withdrawnBy } } }';
const ON_CALL = `query ($at: DateTime, $asKnownAt: DateTime) { onCall(schedule: "on-call", at: $at, asKnownAt: $asKnownAt) { person { id } } }`;
const SHIFTS = `query ($from: DateTime!, $to: DateTime!, $asKnownAt: DateTime) {
  schedule(id: "on-call") { shifts(from: $from, to: $to, asKnownAt: $asKnownAt) { person { id } from to } } }`;

describe('handbook changes over the API', () => {
  let world: GraphqlWorld;
  let admin: string;
  beforeAll(async () => {
    world = await graphqlWorld();
    admin = await world.token('ada', 'ADMIN');
  });
  afterAll(() => world.close());

  const plan = async (draft: object) => (await world.ask(PLAN, { variables: { draft } })).data?.['planHandbook'];

  it('plans for whoever reads the handbook, and applies for administrators alone', async () => {
    const planned = await plan({ source: RENAMED });
    expect(planned).toMatchObject({
      problems: [],
      changes: [{ kind: 'CHANGED', part: 'person ada', fields: [{ field: 'name', before: 'Ada Osei', after: 'Ada Mensah' }] }],
      shifts: [],
      nights: { better: [], worse: [] },
    });
    const input = { draft: { source: RENAMED }, digest: pick(planned, 'digest'), reason: 'a new name' };
    const refused = await world.ask(APPLY, { variables: { input } });
    expect(refused.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const applied = await world.ask(APPLY, { token: admin, variables: { input } });
    expect(applied.data).toEqual({
      applyHandbook: { versionId: 2, changed: true, diff: ['~ person ada: name "Ada Osei" → "Ada Mensah"'] },
    });
    const again = await world.ask(APPLY, { token: admin, variables: { input: { ...input, draft: { source: SHIPPED } } } });
    expect(again.errors?.[0]?.extensions['code']).toBe('CONFLICT');
  });

  it('tells when which version began to run, and what is otherwise between any two', async () => {
    const versions = await world.ask(
      '{ handbookVersions(first: 1) { nodes { versionId previousVersionId by reason diff } pageInfo { hasNextPage } } }',
    );
    expect(versions.data?.['handbookVersions']).toMatchObject({
      nodes: [{ versionId: 2, previousVersionId: 1, by: 'ada', reason: 'a new name' }],
      pageInfo: { hasNextPage: true },
    });
    const diff = await world.ask('{ handbookDiff(from: 2, to: 1) { kind part fields { after } } }');
    expect(diff.data?.['handbookDiff']).toEqual([{ kind: 'CHANGED', part: 'person ada', fields: [{ after: 'Ada Osei' }] }]);
  });

  it('[G1.1] applies from an instant on, shows it as scheduled, answers as was known, and takes it back for administrators alone', async () => {
    const now = systemClock.now();
    const [effectiveAt, after] = [new Date(now + DAY_MS).toISOString(), new Date(now + 2 * DAY_MS).toISOString()];
    const draft = { source: RENAMED.replace('people: [ada, ben, chloe, dan]', 'people: [ben, chloe, dan, ada]') };
    const onCall = async (asKnownAt: string | null = null) =>
      pick((await world.ask(ON_CALL, { variables: { at: after, asKnownAt } })).data, 'onCall.0.person.id');
    const [before, known] = [await onCall(), new Date(systemClock.now()).toISOString()];
    const planned = await world.ask(PLAN_LATER, { variables: { draft, effectiveAt } });
    expect(planned.data?.['planHandbook']).toMatchObject({ runningVersionId: 2, replacedVersionId: 2, effectiveAt, scheduled: [] });
    const input = { draft, effectiveAt, digest: pick(planned.data, 'planHandbook.digest'), reason: 'turns' };
    const applied = await world.ask(APPLY_LATER, { token: admin, variables: { input } });
    const versionId = pick(applied.data, 'applyHandbook.versionId');
    expect(applied.data).toMatchObject({ applyHandbook: { changed: true, effectiveAt } });
    expect(await world.ask(STATES)).toMatchObject({
      data: {
        handbookVersions: {
          nodes: [
            { versionId, state: 'SCHEDULED', effectiveAt },
            { versionId: 2, state: 'RUNNING' },
          ],
        },
      },
    });
    expect(await onCall()).not.toBe(before);
    expect(await onCall(known)).toBe(before);
    const foretold = await world.ask(ON_CALL, { variables: { at: after, asKnownAt: after } });
    expect(foretold.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'asKnownAt' });

    const withdraw = { variables: { input: { versionId, reason: 'not yet' } } };
    expect((await world.ask(WITHDRAW, withdraw)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect((await world.ask(WITHDRAW, { token: admin, ...withdraw })).data).toEqual({
      withdrawHandbook: { versionId, effectiveAt: [effectiveAt] },
    });
    expect((await world.ask(WITHDRAW, { token: admin, ...withdraw })).errors?.[0]?.extensions['code']).toBe('CONFLICT');
    expect(await world.ask(STATES)).toMatchObject({
      data: { handbookVersions: { nodes: [{ state: 'WITHDRAWN', withdrawnBy: 'ada' }, {}] } },
    });
    expect(await onCall()).toBe(before);
  });

  it('[G1.1] shows the shifts of a schedule as they were known, and each by the handbook in force then', async () => {
    const [from, effectiveAt, to] = [1, 2, 3].map((days) => new Date(systemClock.now() + days * DAY_MS).toISOString());
    const shifts = async (asKnownAt: string | null) =>
      pick((await world.ask(SHIFTS, { variables: { from, to, asKnownAt } })).data, 'schedule.shifts');
    const [before, known] = [await shifts(null), new Date(systemClock.now()).toISOString()];
    const draft = { source: RENAMED.replace('people: [ada, ben, chloe, dan]', 'people: [cto]') };
    const digest = pick((await world.ask(PLAN_LATER, { variables: { draft, effectiveAt } })).data, 'planHandbook.digest');
    await world.ask(APPLY_LATER, { token: admin, variables: { input: { draft, effectiveAt, digest, reason: 'a hard week' } } });
    const after = await shifts(null);
    expect(after).toEqual(expect.arrayContaining([expect.objectContaining({ person: { id: 'cto' }, from: effectiveAt, to })]));
    expect(await shifts(known)).toEqual(before);
  });

  it('answers a draft with problems with all of them, and one that is no draft with a code', async () => {
    const wrong = await plan({ source: SHIPPED.replace('page: cto', 'page: ceo').replace('respond: 1 hour', 'respond: soon') });
    expect(wrong).toMatchObject({
      digest: null,
      problems: [{ path: 'escalation.standard.steps[3].page' }, { path: 'severities.sev2.respond' }],
      nights: null,
    });
    const neither = await world.ask(PLAN, { variables: { draft: {} } });
    expect(neither.errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
  });

  it('[G1.2] names the rungs of running incidents that somebody else would be paged at', async () => {
    const key = await world.incidents.begin({ at: systemClock.now() });
    const people = 'people: [ada, ben, chloe, dan]';
    // One further on: every shift of every week moves.
    const planned = await plan({ source: SHIPPED.replace(people, 'people: [ben, chloe, dan, ada]') });
    expect(pick(planned, 'incidentsRunning.open')).toBe(1);
    const rungs = pick(planned, 'incidentsRunning.rerouted') as readonly { before: { id: string }; after: { id: string } }[];
    expect(rungs).toMatchObject([{ incident: key, schedule: 'secondary' }]);
    expect(rungs[0]?.after.id).not.toBe(rungs[0]?.before.id);
  });
});
