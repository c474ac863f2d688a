import { DAY_MS, HOUR_MS } from '../../../domain/instant.js';
import { systemClock } from '../../../services/config/clock.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { type Answer, type GraphqlWorld, graphqlWorld, pick } from './graphql-world.js';
import { presentTurns, TURNS_MS } from './present-turns.js';

let world: GraphqlWorld;
/** Whose turn it is while these tests run, and two of the same rotation. */
let asker: string;
let [first, second] = ['', ''];
/** The third quarter of what is left of the asker's present shift. */
let span: { readonly from: string; readonly to: string };
const iso = (at: number): string => new Date(at).toISOString();

beforeAll(async () => {
  world = await graphqlWorld();
  const { of, ends } = await presentTurns(world);
  [asker, first, second] = [of('on-call'), of('tertiary'), of('quaternary')];
  const middle = Math.round((systemClock.now() + ends) / 2);
  span = { from: iso(middle), to: iso(Math.round((middle + ends) / 2)) };
}, TURNS_MS);
beforeEach(() => poolOf(world.dataSource).query('DELETE FROM covers; DELETE FROM cover_requests'));
afterAll(() => world.close());

const REQUEST = 'request { id status asker { id } candidates { id } declined { id } acceptedBy { id } from to reason answerBy settledAt }';
const ASK = `mutation ($input: RequestCoverInput!) { requestCover(input: $input) { outcome ${REQUEST} warnings { kind person { id } } } }`;
const answerWith = (mutation: string): string =>
  `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { outcome ${REQUEST} warnings { kind } } }`;

const ask = async (person: string, input: object = {}): Promise<Answer> =>
  await world.ask(ASK, { token: await world.token(person), variables: { input: { schedule: 'on-call', ...span, ...input } } });
const answer = async (person: string, mutation: 'acceptCover' | 'declineCover' | 'withdrawCoverRequest', id: unknown): Promise<Answer> =>
  await world.ask(answerWith(mutation), { token: await world.token(person), variables: { id } });
const refusal = ({ errors }: Answer): unknown => errors?.[0]?.extensions['code'];
const idOf = ({ data }: Answer): unknown => pick(data, 'requestCover.request.id');

describe('[G1.1] asking for cover in the API', () => {
  it('is listed, is accepted by the first of those asked, once, and covers that time', async () => {
    const asked = await ask(asker, { reason: 'the dentist' });
    expect(asked.data).toMatchObject({
      requestCover: { outcome: 'APPLIED', request: { status: 'ASKED', asker: { id: asker }, ...span, reason: 'the dentist' } },
    });
    const id = idOf(asked);
    const waiting = '{ coverRequests(status: ASKED, schedule: "on-call") { id } }';
    expect((await world.ask(waiting)).data).toEqual({ coverRequests: [{ id }] });

    expect((await answer(second, 'declineCover', id)).data).toMatchObject({
      declineCover: { outcome: 'APPLIED', request: { status: 'ASKED', declined: [{ id: second }] } },
    });
    const accepted = await answer(first, 'acceptCover', id);
    expect(accepted.data).toMatchObject({
      acceptCover: { outcome: 'APPLIED', request: { acceptedBy: { id: first } }, warnings: [{ kind: 'ANOTHER_LEVEL' }] },
    });
    expect((await answer(first, 'acceptCover', id)).data).toMatchObject({ acceptCover: { outcome: 'ALREADY' } });
    expect(refusal(await answer(second, 'acceptCover', id))).toBe('CONFLICT');
    expect(refusal(await answer(asker, 'withdrawCoverRequest', id))).toBe('CONFLICT');

    expect((await world.ask(waiting)).data).toEqual({ coverRequests: [] });
    const { data } = await world.ask('{ covers { id by { id } person { id } relieves { id } from to } }');
    expect(data).toEqual({ covers: [{ id, by: { id: asker }, person: { id: first }, relieves: [{ id: asker }], ...span }] });
    const onCall = await world.ask('query ($at: DateTime!) { onCall(schedule: "on-call", at: $at) { person { id } cover } }', {
      variables: { at: span.from },
    });
    expect(pick(onCall.data, 'onCall.0')).toEqual({ person: { id: first }, cover: true });
  });

  it('names, before anybody answers, who of those asked holds another level then', async () => {
    const { data } = await ask(asker, { person: first });
    expect(pick(data, 'requestCover.warnings')).toEqual([{ kind: 'ANOTHER_LEVEL', person: { id: first } }]);
    expect(pick(data, 'requestCover.request.candidates')).toEqual([{ id: first }]);
  });

  it('is refused with a code, and changes nothing, for what cannot be', async () => {
    const long = iso(Date.parse(span.from) + 32 * DAY_MS);
    expect(refusal(await ask(asker, { from: iso(systemClock.now() - HOUR_MS) }))).toBe('INVALID_INPUT');
    expect(refusal(await ask(asker, { to: long }))).toBe('INVALID_INPUT');
    expect(refusal(await ask(asker, { to: span.from }))).toBe('INVALID_INPUT');
    expect(refusal(await ask(asker, { schedule: 'constructor' }))).toBe('NOT_FOUND');
    expect(refusal(await ask(asker, { person: 'toString' }))).toBe('UNKNOWN_PERSON');
    expect(refusal(await ask(asker, { person: asker }))).toBe('INVALID_INPUT');
    expect(refusal(await ask(asker, { answerBy: iso(systemClock.now() - 1) }))).toBe('INVALID_INPUT');
    expect(refusal(await ask(first))).toBe('INVALID_INPUT');
    expect((await world.ask('{ coverRequests { id } covers { id } }')).data).toEqual({ coverRequests: [], covers: [] });
  });

  it('cannot be asked twice for one time, answered by somebody who was not asked, or withdrawn by anybody else', async () => {
    const id = idOf(await ask(asker, { person: first }));
    expect(refusal(await ask(asker))).toBe('CONFLICT');
    for (const mutation of ['acceptCover', 'declineCover'] as const) expect(refusal(await answer('cto', mutation, id))).toBe('FORBIDDEN');
    expect(refusal(await answer(first, 'withdrawCoverRequest', id))).toBe('FORBIDDEN');
    for (const never of ['COV-999999', 'COV-', '1 OR 1=1']) expect(refusal(await answer(first, 'acceptCover', never))).toBe('NOT_FOUND');
    const asViewer = { token: await world.token(first, 'VIEWER'), variables: { id } };
    expect(refusal(await world.ask(answerWith('acceptCover'), asViewer))).toBe('FORBIDDEN');
    expect((await answer(asker, 'withdrawCoverRequest', id)).data).toMatchObject({
      withdrawCoverRequest: { request: { status: 'WITHDRAWN' } },
    });
    expect(refusal(await answer(first, 'acceptCover', id))).toBe('CONFLICT');
  });

  it('cannot be accepted after its deadline, nor where somebody covers meanwhile', async () => {
    const late = idOf(await ask(asker, { person: first }));
    await poolOf(world.dataSource).query('UPDATE cover_requests SET answer_by = asked_at');
    expect(refusal(await answer(first, 'acceptCover', late))).toBe('CONFLICT');
    await answer(asker, 'withdrawCoverRequest', late);

    const id = idOf(await ask(asker, { person: first }));
    const TAKE = 'mutation ($until: DateTime!) { takeShift(input: { schedule: "on-call", until: $until }) { cover { id } } }';
    const taken = await world.ask(TAKE, { token: await world.token('cto'), variables: { until: span.to } });
    const refused = await answer(first, 'acceptCover', id);
    expect(refusal(refused)).toBe('CONFLICT');
    expect(refused.errors?.[0]?.message).toContain(String(pick(taken.data, 'takeShift.cover.id')));
    expect(pick((await world.ask('{ covers { person { id } } }')).data, 'covers')).toEqual([{ person: { id: 'cto' } }]);
  });
});
