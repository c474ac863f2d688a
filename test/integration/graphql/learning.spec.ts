import { createHash } from 'node:crypto';
import { DAY_MS } from '../../../domain/instant.js';
import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
beforeAll(async () => {
  world = await graphqlWorld();
});
afterAll(() => world.close());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const REOPEN_WINDOW_MS = 31 * 60_000;

/** A Sev1 that was resolved half an hour ago. */
async function past(begin: object = {}): Promise<string> {
  const key = await world.incidents.begin({ at: NOW - DAY_MS, learns: true, ...begin });
  const by = { person: 'ada', via: 'API', verified: true } as const;
  await world.incidents.apply(key, { kind: 'resolve', confirm: true, by }, NOW - REOPEN_WINDOW_MS);
  await world.incidents.pass(key, NOW);
  return key;
}

const run = async (mutation: string, fields: string, token?: string) => {
  const query = `mutation { it: ${mutation}(input: { ${fields} }) { outcome incident { status closeGate { met missing { code } } } } }`;
  const { data, errors } = await world.ask(query, token === undefined ? {} : { token });
  return errors?.[0]?.extensions ?? pick(data, 'it');
};
const read = async (key: string, fields: string) =>
  pick(
    (await world.ask('query Q($key: ID!) { incident(key: $key) { FIELDS } }'.replace('FIELDS', fields), { variables: { key } })).data,
    'incident',
  );

describe('[G2.6] what is learnt, over GraphQL', () => {
  it('is drafted, written on, published, and closes the incident', async () => {
    const key = await past();
    const drafted = await read(
      key,
      'status postmortem { status owner { id } dueAt revision author { id } text } closeGate { met missing { code followUp } }',
    );
    expect(drafted).toMatchObject({
      status: 'POST_INCIDENT',
      postmortem: {
        status: 'DRAFTED',
        owner: { id: 'ada' },
        revision: 1,
        author: null,
        text: expect.stringContaining('## Lessons learned'),
      },
      closeGate: {
        met: false,
        missing: [
          { code: 'POSTMORTEM_NOT_PUBLISHED', followUp: null },
          { code: 'FOLLOW_UPS_NOT_FILED', followUp: null },
        ],
      },
    });
    const edit = (basedOn: number, text: string) =>
      world.ask('mutation E($input: EditPostmortemInput!) { editPostmortem(input: $input) { revision } }', {
        variables: { input: { key, basedOn, text } },
      });
    expect((await edit(1, 'what we learnt')).data).toEqual({ editPostmortem: { revision: 2 } });
    expect((await edit(1, 'too late')).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', field: 'basedOn' });
    expect((await edit(2, '  ')).errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'text' });
    expect(await run('publishPostmortem', `key: "${key}", revision: 1`)).toMatchObject({ code: 'CONFLICT', field: 'revision' });
    expect(await run('publishPostmortem', `key: "${key}", revision: 9`)).toMatchObject({ code: 'NOT_FOUND', field: 'revision' });
    expect(await run('publishPostmortem', `key: "${key}", revision: 2`)).toMatchObject({
      incident: { status: 'POST_INCIDENT', closeGate: { missing: [{ code: 'FOLLOW_UPS_NOT_FILED' }] } },
    });
    expect(await run('addFollowUp', `key: "${key}", class: PREVENTIVE, title: "alert on it", owner: "ben"`)).toMatchObject({
      outcome: 'APPLIED',
      incident: { status: 'CLOSED', closeGate: { met: true } },
    });
    expect(await read(key, 'postmortem { status publishedRevision publishedBy { id } author { id } text }')).toMatchObject({
      postmortem: { status: 'PUBLISHED', publishedRevision: 2, publishedBy: { id: 'ada' }, author: { id: 'ada' }, text: 'what we learnt' },
    });
    expect((await edit(2, 'after the end')).errors?.[0]?.extensions).toMatchObject({ code: 'INCIDENT_CLOSED' });
  });

  it('reads as published what was published, until a newer revision is; also after the end', async () => {
    const key = await past();
    const write = (basedOn: number, text: string) =>
      world.ask('mutation E($input: EditPostmortemInput!) { editPostmortem(input: $input) { revision } }', {
        variables: { input: { key, basedOn, text } },
      });
    const shown = async () => pick(await read(key, FIELDS), 'postmortem');
    const FIELDS = 'postmortem { revision text author { id } publishedRevision publishedText publishedDigest }';
    await write(1, 'what we learnt');
    expect(await shown()).toMatchObject({ revision: 2, publishedRevision: null, publishedText: null, publishedDigest: null });
    await run('publishPostmortem', `key: "${key}", revision: 2`);
    const published = { publishedRevision: 2, publishedText: 'what we learnt', publishedDigest: sha256('what we learnt') };
    expect(await shown()).toMatchObject({ revision: 2, text: 'what we learnt', ...published });
    await write(2, 'what nobody has published');
    const unpublished = { revision: 3, text: 'what nobody has published', author: { id: 'ada' } };
    expect(await shown()).toMatchObject({ ...unpublished, ...published });
    expect(await run('addFollowUp', `key: "${key}", class: PREVENTIVE, title: "alert", owner: "ben"`)).toMatchObject({
      incident: { status: 'CLOSED' },
    });
    expect(await shown()).toMatchObject({ ...unpublished, ...published });
  });

  it('reads a newer revision as published once it is', async () => {
    const key = await past();
    await run('publishPostmortem', `key: "${key}", revision: 1`);
    await world.ask('mutation E($input: EditPostmortemInput!) { editPostmortem(input: $input) { revision } }', {
      variables: { input: { key, basedOn: 1, text: 'more' } },
    });
    await run('publishPostmortem', `key: "${key}", revision: 2`);
    expect(await read(key, 'postmortem { publishedRevision publishedText }')).toEqual({
      postmortem: { publishedRevision: 2, publishedText: 'more' },
    });
  });

  it('refuses a follow-up without an owner, or of a stranger, with a code and the field; nothing changes', async () => {
    const key = await past();
    const before = world.incidents.state(key);
    expect(await run('addFollowUp', `key: "${key}", class: PROCESS, title: "x", owner: ""`)).toMatchObject({
      code: 'OWNER_REQUIRED',
      field: 'owner',
    });
    expect(await run('addFollowUp', `key: "${key}", class: PROCESS, title: "x", owner: "nobody"`)).toMatchObject({
      code: 'UNKNOWN_PERSON',
    });
    expect(await run('completeFollowUp', `key: "${key}", followUp: 7`)).toMatchObject({ code: 'NOT_FOUND', field: 'followUp' });
    expect(world.incidents.state(key)).toEqual(before);
  });

  it('has every deed on a follow-up, long after the incident has closed', async () => {
    const key = await world.incidents.begin({ at: NOW - DAY_MS, severity: 'SEV3', learns: true });
    const add = (title: string) => run('addFollowUp', `key: "${key}", class: TOOLING, title: "${title}", owner: "ben"`);
    expect(await add('one')).toMatchObject({ outcome: 'APPLIED' });
    expect(await add('two')).toMatchObject({ outcome: 'APPLIED' });
    const by = { person: 'ada', via: 'API', verified: true } as const;
    await world.incidents.apply(key, { kind: 'resolve', confirm: true, by }, NOW - REOPEN_WINDOW_MS);
    await world.incidents.pass(key, NOW);
    expect(await run('assignFollowUp', `key: "${key}", followUp: 1, to: "chloe"`)).toMatchObject({
      outcome: 'APPLIED',
      incident: { status: 'CLOSED' },
    });
    expect(
      await run('rescheduleFollowUp', `key: "${key}", followUp: 1, dueAt: "2026-12-24T12:00:00Z", reason: "the vendor is late"`),
    ).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('completeFollowUp', `key: "${key}", followUp: 1, text: "done"`)).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('cancelFollowUp', `key: "${key}", followUp: 2, reason: "another cause"`)).toMatchObject({ outcome: 'APPLIED' });
    expect(await run('assignPostmortem', `key: "${key}", to: "ben"`)).toMatchObject({ code: 'INCIDENT_CLOSED' });
    const { followUps } = (await read(key, 'followUps { id number status owner { id } ticket { status } }')) as { followUps: unknown };
    expect(followUps).toMatchObject([
      { id: `${key}/follow-up/1`, status: 'DONE', owner: { id: 'chloe' }, ticket: null },
      { id: `${key}/follow-up/2`, status: 'CANCELED' },
    ]);
  });
});

describe('the list of follow-ups', () => {
  const LIST =
    'query L($filter: FollowUpFilterInput, $first: Int, $after: String) { followUps(filter: $filter, first: $first, after: $after) { nodes { title owner { id } } pageInfo { hasNextPage endCursor } } }';
  const titles = async (filter: object, token?: string) => {
    const { data } = await world.ask(LIST, { variables: { filter }, ...(token === undefined ? {} : { token }) });
    return (pick(data, 'followUps.nodes') as { title: string }[]).map(({ title }) => title);
  };

  it('holds what is due first first, by owner, class, due date and state, page by page', async () => {
    const key = await past();
    for (const [title, kind, due] of [
      ['third', 'TRAINING', '03'],
      ['first', 'PREVENTIVE', '01'],
      ['second', 'PREVENTIVE', '02'],
    ])
      await run('addFollowUp', `key: "${key}", class: ${kind}, title: "${title}", owner: "dan", dueAt: "2027-01-${due}T12:00:00Z"`);
    expect(await titles({ owner: 'dan' })).toEqual(['first', 'second', 'third']);
    expect(await titles({ owner: 'dan', class: 'PREVENTIVE' })).toEqual(['first', 'second']);
    expect(await titles({ owner: 'dan', dueBefore: '2027-01-02T00:00:00Z' })).toEqual(['first']);
    await run('completeFollowUp', `key: "${key}", followUp: 2`);
    expect(await titles({ owner: 'dan', open: true })).toEqual(['second', 'third']);
    expect(await titles({ owner: 'dan', open: false })).toEqual(['first']);
    const one = await world.ask(LIST, { variables: { filter: { owner: 'dan' }, first: 2 } });
    expect(pick(one.data, 'followUps.pageInfo.hasNextPage')).toBe(true);
    const rest = await world.ask(LIST, {
      variables: { filter: { owner: 'dan' }, first: 2, after: pick(one.data, 'followUps.pageInfo.endCursor') },
    });
    expect(pick(rest.data, 'followUps.nodes')).toMatchObject([{ title: 'third' }]);
  });

  it('[I10] shows those of restricted incidents to whoever is on them, and to nobody else; texts alike', async () => {
    const key = await past({ visibility: 'RESTRICTED' });
    await run('addFollowUp', `key: "${key}", class: PROCESS, title: "a secret", owner: "chloe"`);
    // Nobody had reason to call this one.
    const [chloe, outsider] = [await world.token('chloe'), await world.token('security-lead')];
    expect(await titles({ owner: 'chloe', open: true }, chloe)).toEqual(['a secret']);
    expect(await titles({ owner: 'chloe', open: true }, outsider)).toEqual([]);
    const edit = 'mutation E($input: EditPostmortemInput!) { editPostmortem(input: $input) { revision } }';
    const answer = await world.ask(edit, { token: outsider, variables: { input: { key, basedOn: 1, text: 'x' } } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });
});
