import { readFileSync } from 'node:fs';
import { systemClock } from '../../../services/config/clock.js';
import { type GraphqlWorld, graphqlWorld, pick } from './graphql-world.js';

const SHIPPED = readFileSync(new URL('../../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');
const RENAMED = SHIPPED.replace('Ada Osei', 'Ada Mensah');

const PLAN = `query ($draft: HandbookDraftInput!) { planHandbook(draft: $draft) {
  digest problems { line path } changes { kind part fields { field how before after } } shifts { schedule }
  nights { better { trouble } worse { trouble } } incidentsRunning { open rerouted { incident at schedule before { id } after { id } } } } }`;
const APPLY = `mutation ($input: ApplyHandbookInput!) { applyHandbook(input: $input) { versionId changed diff } }`;

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
