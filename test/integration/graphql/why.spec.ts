import { readFileSync } from 'node:fs';
import { MINUTE_MS } from '../../../domain/instant.js';
import { poolOf } from '../../../services/persistence/sql.js';
import { type GraphqlWorld, graphqlWorld, NOW } from './graphql-world.js';

const LINES = readFileSync(new URL('../../../handbook/escrow-platform.yaml', import.meta.url), 'utf8').split('\n');
/** Counts from 1. */
const lineOf = (text: string): number => LINES.findIndex((line) => line.includes(text)) + 1;

const LINK = '{ kind words versionId line { path line } }';
const PAGED = `query ($page: ID!) { whyPaged(page: $page) ${LINK} }`;
const NOT_PAGED = `query ($person: ID!, $incident: ID!) { whyNotPaged(person: $person, incident: $incident) { pages reasons ${LINK} } }`;

interface Link {
  readonly kind: string;
  readonly words: string;
  readonly versionId: number | null;
  readonly line: { readonly path: string; readonly line: number } | null;
}

describe('[G1.2] why somebody was paged, or was not', () => {
  let world: GraphqlWorld;
  let key: string;
  beforeAll(async () => {
    world = await graphqlWorld();
    key = await world.incidents.begin({ at: NOW });
    await world.incidents.fires(key, NOW, [{ name: 'ErrorRateHigh', summary: 'errors' }]);
    await world.incidents.pass(key, NOW + 16 * MINUTE_MS);
    const by = { person: 'ben', via: 'API', verified: true } as const;
    await world.incidents.apply(key, { kind: 'acknowledge', by }, NOW + 20 * MINUTE_MS);
  });
  afterAll(() => world.close());

  const paged = async (page: string, token?: string): Promise<readonly Link[] | null> => {
    const answer = await world.ask(PAGED, { variables: { page }, ...(token === undefined ? {} : { token }) });
    return answer.data?.['whyPaged'] as readonly Link[] | null;
  };
  const notPaged = async (person: string): Promise<{ pages: readonly string[]; reasons: readonly Link[] }> =>
    (await world.ask(NOT_PAGED, { variables: { person, incident: key } })).data?.['whyNotPaged'] as never;

  it('leads from the alert to the receipts, each link with its line of the handbook', async () => {
    const chain = (await paged(`${key}/1/s1/ben`)) ?? [];
    expect(chain.map(({ kind }) => kind)).toEqual([
      'ALERT',
      'RULE',
      'ROUTE',
      'SERVICE',
      'POLICY',
      'STEP',
      'SCHEDULE',
      'SCHEDULE',
      'CONTACT',
      'DELIVERY',
      'CONTACT',
      'DELIVERY',
    ]);
    const lines = Object.fromEntries(chain.map(({ kind, line }) => [kind, line?.line ?? null]));
    expect(lines).toMatchObject({
      ALERT: null,
      RULE: lineOf('- alert: ErrorRateHigh'),
      SERVICE: lineOf('  payments:'),
      POLICY: lineOf('  standard:'),
      STEP: lineOf('{ page: secondary, answer_within: 30 minutes }'),
      // Whose turn it is, by the rotation that the secondary follows.
      SCHEDULE: lineOf('rotation: {'),
    });
    expect(chain.find(({ kind }) => kind === 'STEP')?.words).toBe('step 2 of 4, due 15 minutes after the first page: secondary');
    expect(chain.at(-1)?.words).toContain('SENT at 2026-11-24T12:1');
  });

  it('says what ended the ladder before a rung, and who held a schedule instead', async () => {
    const cto = await notPaged('cto');
    expect(cto.pages).toEqual([]);
    expect(cto.reasons.map(({ words }) => words)).toContain(
      'step 4 of 4 pages cto 1 hour after the first page: the ladder did not come so far, acknowledged by ben at 2026-11-24T12:20:00Z',
    );
    const chloe = await notPaged('chloe');
    expect(chloe.reasons[0]).toMatchObject({ kind: 'SCHEDULE', line: { path: 'schedules.on-call' } });
    expect(chloe.reasons[0]?.words).toContain('ada held on-call');
  });

  it('names the pages of somebody who was paged after all', async () => {
    expect((await notPaged('ben')).pages).toEqual([`${key}/1/s1/ben`]);
  });

  it('[I10] says of a restricted incident what it says of none', async () => {
    const secret = await world.incidents.begin({ at: NOW, visibility: 'RESTRICTED' });
    const stranger = await world.token('chloe', 'VIEWER');
    expect(await paged(`${secret}/1/s0/ada`, stranger)).toBeNull();
    expect(await paged('INC-9/1/s0/ada', stranger)).toBeNull();
    expect(await paged(`${secret}/1/s0/ada`)).not.toBeNull();
    const answer = await world.ask(NOT_PAGED, { token: stranger, variables: { person: 'ada', incident: secret } });
    expect(answer.data).toEqual({ whyNotPaged: null });
  });

  it('[G1.1] names the cover that gave somebody the shift', async () => {
    await poolOf(world.dataSource).query(
      `INSERT INTO covers (number, schedule, person, relieves, starts_at, ends_at, recorded_at, recorded_by)
       SELECT 512, 'on-call', 'ada', '{ben}', t, t + interval '2 hours', t, 'ada' FROM to_timestamp($1::double precision / 1000 - 3600) AS t`,
      [NOW],
    );
    const chain = (await paged(`${key}/1/s0/ada`)) ?? [];
    expect(chain.filter(({ kind }) => kind === 'COVER')).toEqual([
      { kind: 'COVER', words: 'ada covers, COV-512, 2026-11-24T11:00Z to 2026-11-24T13:00Z', versionId: null, line: null },
    ]);
  });
});
