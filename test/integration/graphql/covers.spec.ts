import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/instant.js';
import { systemClock } from '../../../services/config/clock.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { type Answer, type GraphqlWorld, graphqlWorld, pick } from './graphql-world.js';
import { presentTurns, TURNS_MS } from './present-turns.js';

let world: GraphqlWorld;
/** Whose turn it is while these tests run, and who takes it. */
let holder: string;
let taker: string;
/** When the holder's shift ends. */
let ends: number;
beforeAll(async () => {
  world = await graphqlWorld();
  const turns = await presentTurns(world);
  [holder, taker, ends] = [turns.of('on-call'), turns.of('tertiary'), turns.ends];
}, TURNS_MS);
beforeEach(() => poolOf(world.dataSource).query('DELETE FROM covers'));
afterAll(() => world.close());

const iso = (at: number): string => new Date(at).toISOString();
/** In an hour, or half-way to the end of the present shift. */
const soon = (): string => iso(systemClock.now() + Math.min(HOUR_MS, (ends - systemClock.now()) / 2));
const TAKE = `mutation ($input: TakeShiftInput!) { takeShift(input: $input) {
  cover { id schedule person { id } relieves { id } from to reason endedAt } warnings { kind schedule } } }`;
const END = 'mutation ($id: ID!) { endCover(input: { id: $id }) { outcome cover { endedAt endedBy { id } } } }';
const WHO = '{ onCall(schedule: "on-call") { person { id } cover to } }';

const take = async (person: string, input: object = {}): Promise<Answer> =>
  await world.ask(TAKE, { token: await world.token(person), variables: { input: { schedule: 'on-call', ...input } } });
const end = async (person: string, id: unknown, role?: 'ADMIN'): Promise<Answer> =>
  await world.ask(END, { token: await world.token(person, role), variables: { id } });
const who = async (): Promise<unknown> => pick((await world.ask(WHO)).data, 'onCall.0');
const refusal = ({ errors }: Answer): unknown => errors?.[0]?.extensions['code'];

describe('[G1.1] taking a shift in the API', () => {
  it('holds at once, is shown with what it is and which entry gave it, and is written in the audit log', async () => {
    const until = soon();
    const { data } = await take(taker, { until, reason: 'the dentist' });
    const cover = pick(data, 'takeShift.cover');
    expect(cover).toMatchObject({ person: { id: taker }, relieves: [{ id: holder }], to: until, reason: 'the dentist', endedAt: null });
    expect(pick(data, 'takeShift.warnings')).toEqual([{ kind: 'ANOTHER_LEVEL', schedule: 'tertiary' }]);
    expect(await who()).toEqual({ person: { id: taker }, cover: true, to: until });
    const id = pick(cover, 'id');
    const shifts = await world.ask(
      'query ($from: DateTime!, $to: DateTime!) { schedule(id: "on-call") { shifts(from: $from, to: $to) { person { id } origin entry } } }',
      { variables: { from: iso(systemClock.now()), to: iso(systemClock.now() + 2 * HOUR_MS) } },
    );
    expect(pick(shifts.data, 'schedule.shifts.0')).toEqual({ person: { id: taker }, origin: 'COVER', entry: `covers.${String(id)}` });
    expect(pick(shifts.data, 'schedule.shifts.1.person.id')).toBe(holder);
    const log = await poolOf(world.dataSource).query(`SELECT actor, action, subject FROM audit_log ORDER BY number DESC LIMIT 1`);
    expect(log.rows).toEqual([{ actor: taker, action: 'cover.take', subject: id }]);
  });

  it('without an end is to the end of the present shift', async () => {
    const before = pick(await who(), 'to');
    await take(taker);
    expect(pick(await who(), 'to')).toBe(before);
  });

  it('is refused with a code and changes nothing: twice, in the past, too long, of nothing, by nobody, where somebody covers', async () => {
    expect(refusal(await take(taker, { until: iso(systemClock.now() - MINUTE_MS) }))).toBe('INVALID_INPUT');
    expect(refusal(await take(taker, { until: iso(systemClock.now() + 32 * DAY_MS) }))).toBe('INVALID_INPUT');
    expect(refusal(await take(taker, { schedule: 'constructor' }))).toBe('NOT_FOUND');
    expect(refusal(await take('nobody-we-know'))).toBe('UNKNOWN_PERSON');
    expect(refusal(await take(holder, { until: soon() }))).toBe('CONFLICT');
    expect(await world.ask('{ covers { id } }')).toMatchObject({ data: { covers: [] } });
    const until = soon();
    await take(taker, { until });
    expect(refusal(await take(taker, { until }))).toBe('CONFLICT');
    expect(refusal(await take('cto', { until: soon() }))).toBe('CONFLICT');
    expect(pick((await world.ask('{ covers { person { id } } }')).data, 'covers')).toEqual([{ person: { id: taker } }]);
    const asViewer = { token: await world.token(taker, 'VIEWER'), variables: { input: { schedule: 'on-call' } } };
    expect(refusal(await world.ask(TAKE, asViewer))).toBe('FORBIDDEN');
  });

  it('by two people at once is taken by one', async () => {
    const answers = await Promise.all([take(taker, { until: soon() }), take('cto', { until: soon() })]);
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(answers.map(refusal)).toContain('CONFLICT');
  });

  it('is given back by whoever has it or had it before, or an administrator, once', async () => {
    const id = pick((await take(taker, { until: soon() })).data, 'takeShift.cover.id');
    expect(refusal(await end('cto', id))).toBe('FORBIDDEN');
    expect(await end(holder, id)).toMatchObject({ data: { endCover: { outcome: 'APPLIED', cover: { endedBy: { id: holder } } } } });
    expect(await who()).toMatchObject({ person: { id: holder }, cover: false });
    expect(await end(taker, id)).toMatchObject({ data: { endCover: { outcome: 'ALREADY', cover: { endedBy: { id: holder } } } } });
    const again = pick((await take(taker, { until: soon() })).data, 'takeShift.cover.id');
    expect(await end('cto', again, 'ADMIN')).toMatchObject({ data: { endCover: { outcome: 'APPLIED' } } });
    for (const never of ['COV-999999', 'COV-', "1'; DROP TABLE covers", 'COV-99999999999999999999'])
      expect(refusal(await end(taker, never))).toBe('NOT_FOUND');
  });

  it('counts in what-if', async () => {
    const WHAT_IF = `query ($at: DateTime!) { simulateIncident(input: { service: "payments", severity: SEV1, at: $at }) { pages { person { id } } } }`;
    await take(taker, { until: soon() });
    const { data, errors } = await world.ask(WHAT_IF, { variables: { at: iso(systemClock.now() + MINUTE_MS) } });
    expect(errors).toBeUndefined();
    expect(pick(data, 'simulateIncident.pages.0.person.id')).toBe(taker);
  });
});
