import { SECOND_MS } from '../../domain/instant.js';
import { waitUntil } from '../../services/embedded/wait.js';
import { withAutomatic } from '../support/sample-handbook.js';
import { type Story, story } from '../support/story.js';

/** What the public reads of the incident, oldest first. */
async function read(it: Story): Promise<readonly string[]> {
  const { rows } = await it.world.pool.query<{ line: string }>(
    `SELECT phase || ' ' || impact || ': ' || body AS line FROM status_posts WHERE incident_key = $1 ORDER BY number`,
    [it.key],
  );
  return rows.map(({ line }) => line);
}

const drafts = async (it: Story): Promise<readonly string[]> =>
  ((await it.state()).statusPage?.posts ?? []).flatMap(({ state, phase }) => (state === 'DRAFT' ? [phase] : []));

async function classified(it: Story): Promise<void> {
  await it.receives();
  it.expectPaged('ada');
  await it.does('ada', { kind: 'acknowledge' });
  await it.does('ada', { kind: 'classify', severity: 'SEV1' });
}

story('[G2.5] a classified Sev1 drafts a post, one press sends it, each phase drafts the next, and the resolution is told', async (it) => {
  await classified(it);
  expect(await drafts(it)).toEqual(['INVESTIGATING']);
  expect(await read(it)).toEqual([]);
  expect(await it.does('ada', { kind: 'publishStatusPost', post: `${it.key}/post/1` })).toMatchObject({ outcome: 'APPLIED' });
  expect(await read(it)).toEqual([
    expect.stringMatching(/^INVESTIGATING CRITICAL: We are looking into a problem with Card payments, since .* UTC\.$/),
  ]);
  await it.does('ada', { kind: 'setStatus', status: 'IDENTIFIED' });
  expect(await drafts(it)).toEqual(['IDENTIFIED']);
  await it.does('ada', { kind: 'publishStatusPost', post: `${it.key}/post/2`, text: 'A bad certificate.' });
  await it.does('ada', { kind: 'resolve', confirm: true });
  await it.does('ada', { kind: 'publishStatusPost', post: `${it.key}/post/3` });
  expect((await read(it)).slice(1)).toEqual([
    'IDENTIFIED CRITICAL: A bad certificate.',
    'RESOLVED CRITICAL: The problem with Card payments is over.',
  ]);
  expect(JSON.stringify(await read(it))).not.toContain('ErrorRateHigh');
});

story('[G2.5] a resolution that nobody sent is told at the end of the reopen window, before the incident closes', async (it) => {
  await classified(it);
  await it.does('ada', { kind: 'publishStatusPost', post: `${it.key}/post/1` });
  await it.does('ada', { kind: 'resolve', confirm: true });
  expect(await read(it)).toHaveLength(1);
  await it.passes('31 minutes');
  expect(await read(it)).toHaveLength(2);
  expect((await it.record()).slice(-3).map(({ type }) => type)).toEqual(['StatusPostApproved', 'StatusPostPublished', 'Closed']);
});

story(
  '[G2.5] what a component publishes by itself goes out once a person has classified, and not before',
  async (it) => {
    await it.receives();
    it.expectPaged('ada');
    await it.does('ada', { kind: 'setStatus', status: 'INVESTIGATING' });
    expect(await read(it)).toEqual([]);
    await it.does('ada', { kind: 'acknowledge' });
    await it.does('ada', { kind: 'classify', severity: 'SEV2', reason: 'some cards work' });
    expect(await read(it)).toEqual([expect.stringMatching(/^INVESTIGATING MAJOR/)]);
    await it.does('ada', { kind: 'resolve', confirm: true });
    expect(await read(it)).toHaveLength(2);
  },
  { handbook: withAutomatic('payments') },
);

story('[I10] a restricted incident refuses with a code, its state unchanged, and nothing reaches the page', async (it) => {
  await it.isRestricted();
  it.expectPaged('ada');
  await it.does('ada', { kind: 'classify', severity: 'SEV1' });
  const before = await it.record();
  await expect(it.does('ada', { kind: 'publishStatusPost', post: `${it.key}/post/1` })).rejects.toMatchObject({
    error: { code: 'RESTRICTED_INCIDENT' },
  });
  expect(await it.record()).toEqual(before);
  expect(await read(it)).toEqual([]);
  expect((await it.state()).statusPage).toBeUndefined();
});

story('[I14] a status page that hangs delays neither the ladder nor an acknowledgement; it is told when it answers', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await it.does('ada', { kind: 'classify', severity: 'SEV1' });
  it.world.statusPage.hangs();
  await it.asks('ada', { kind: 'publishStatusPost', post: `${it.key}/post/1` });
  const attempts = () => it.world.statusPage.attempts.filter((post) => post.startsWith(it.key));
  expect(await waitUntil(() => attempts().length === 1, 30 * SECOND_MS)).toBe(true);
  await it.asks('ada', { kind: 'escalateNow' });
  await it.untilSent(2);
  // It left during that one attempt, which hangs until it is given up.
  expect(attempts()).toHaveLength(1);
  it.expectPaged('ben');
  expect(await it.asks('ben', { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED', holder: 'ben' });
  expect(await read(it)).toEqual([]);
  it.world.statusPage.heals();
  await waitUntil(async () => (await read(it)).length === 1, 30 * SECOND_MS);
  await it.time.untilQuiet();
  expect(await it.counts('StatusPostPublished')).toBe(1);
});

story('[I3] a post whose answer was lost is asked for again and stands once', async (it) => {
  await classified(it);
  it.world.statusPage.losesAnAnswer();
  await it.does('ada', { kind: 'publishStatusPost', post: `${it.key}/post/1` });
  await waitUntil(async () => (await it.counts('StatusPostPublished')) === 1, 30 * SECOND_MS);
  expect(it.world.statusPage.attempts.filter((post) => post === `${it.key}/post/1`)).toHaveLength(2);
  expect(await read(it)).toHaveLength(1);
});
