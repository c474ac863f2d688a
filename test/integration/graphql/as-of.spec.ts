import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
beforeAll(async () => {
  world = await graphqlWorld();
});
afterAll(() => world.close());

const AS_OF = `query Then($key: ID!, $asOf: DateTime) { incident(key: $key, asOf: $asOf) {
  status severity handbookVersionId holder { id } acknowledgedAt resolvedAt lastEntries: latest { seq } ladder { kind step of dueAt }
  timeline(first: 100) { nodes { seq at type } pageInfo { hasNextPage } } pages(first: 10) { person { id } at deliveries { status } } alerts { name } availableActions } }`;
const minutesAgo = (minutes: number): number => NOW - minutes * 60_000;
const iso = (at: number): string => new Date(at).toISOString();
const by = { person: 'ada', via: 'API', verified: true } as const;

/** Detected 30 minutes ago, held 10 minutes later, SEV3 5 minutes after that, resolved now. */
async function story(visibility: 'INTERNAL' | 'RESTRICTED' = 'INTERNAL'): Promise<string> {
  const key = await world.incidents.begin({ at: minutesAgo(30), visibility });
  await world.incidents.pass(key, minutesAgo(21));
  await world.incidents.apply(key, { kind: 'acknowledge', by }, minutesAgo(20));
  await world.incidents.apply(key, { kind: 'classify', by, severity: 'SEV3', reason: 'one customer' }, minutesAgo(15));
  await world.incidents.apply(key, { kind: 'resolve', by, confirm: true }, NOW);
  return key;
}

const then = async (key: string, at: number, token?: string): Promise<unknown> => {
  const { data, errors } = await world.ask(AS_OF, { variables: { key, asOf: iso(at) }, ...(token === undefined ? {} : { token }) });
  expect(errors).toBeUndefined();
  return pick(data, 'incident');
};

it('shows what was known then: status, severity, holder, ladder, pages, and a timeline that ends there', async () => {
  const key = await story();
  const before = await then(key, minutesAgo(21));
  expect(before).toMatchObject({
    severity: 'SEV1',
    holder: null,
    acknowledgedAt: null,
    resolvedAt: null,
    ladder: { kind: 'STEP', step: 1, of: 4 },
  });
  expect(pick(before, 'availableActions')).toContain('ACKNOWLEDGE');
  expect(await then(key, minutesAgo(20))).toMatchObject({ severity: 'SEV1', holder: { id: 'ada' }, ladder: null });
  expect(await then(key, minutesAgo(15))).toMatchObject({ severity: 'SEV3', status: 'TRIAGE', resolvedAt: null });
  expect(await then(key, NOW)).toMatchObject({ status: 'RESOLVED', resolvedAt: iso(NOW) });
});

it('cuts the timeline after the events of that instant, and says that no more follow', async () => {
  const key = await story();
  const whole = pick(await then(key, NOW), 'timeline.nodes') as readonly { readonly at: string }[];
  const cut = await then(key, minutesAgo(20));
  expect(pick(cut, 'timeline.nodes')).toEqual(whole.filter(({ at }) => at <= iso(minutesAgo(20))));
  expect(pick(cut, 'timeline.pageInfo.hasNextPage')).toBe(false);
  expect(pick(cut, 'pages.0.at')).toBe(iso(minutesAgo(30)));
});

it('names the version of the handbook by which it went on then, not the one that it adopted since', async () => {
  const key = await world.incidents.begin({ at: minutesAgo(30) });
  await world.incidents.pass(key, minutesAgo(21));
  await world.incidents.prepare('escalation: {}\n');
  const adopts = { ...(await world.incidents.adoption(key)), handbookVersionId: 2 };
  await world.incidents.apply(key, { kind: 'adoptPolicy', by, adopts }, minutesAgo(10));
  const versionAt = async (at: number): Promise<unknown> => pick(await then(key, at), 'handbookVersionId');
  expect([await versionAt(minutesAgo(11)), await versionAt(minutesAgo(10)), await versionAt(NOW)]).toEqual([1, 2, 2]);
});

it('answers alike where there is none, where it was not detected yet, and [I10] where it is not for whoever asks', async () => {
  const [key, secret] = [await story(), await story('RESTRICTED')];
  const stranger = await world.token('zoe');
  expect(await then(key, minutesAgo(30) - 1)).toBeNull();
  expect(await then('INC-999999', NOW)).toBeNull();
  expect(await then(secret, NOW, stranger)).toBeNull();
  expect(await then(secret, minutesAgo(25), stranger)).toBeNull();
});
