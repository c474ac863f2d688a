import { MINUTE_MS } from '../../../domain/instant.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { BEGAN, type PublicWorld, publicWorld } from './public-world.js';

let world: PublicWorld;
beforeAll(async () => {
  world = await publicWorld();
}, 60_000);
afterAll(() => world?.close());

it('[G2.5] a draft of before that is sent last is what the public reads now, on the page, in the feed and in summary.json', async () => {
  const key = await world.incident();
  const sent = (number: number, minute: number) => ({ post: `${key}/post/${number}`, at: BEGAN + minute * MINUTE_MS });
  await world.tells(key, { ...sent(1, 0), phase: 'INVESTIGATING', text: 'It began.' });
  await world.tells(key, { ...sent(3, 2), phase: 'IDENTIFIED', text: 'We have found it.' });
  await world.tells(key, { ...sent(2, 12), phase: 'MONITORING', text: 'The fix is out.' });
  await world.shows('The fix is out.');

  const { body: page } = await world.get(`/status/incidents/${key}`);
  const places = ['The fix is out.', 'We have found it.', 'It began.'].map((text) => page.indexOf(text));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const { body: feed } = await world.get('/status/feed.atom');
  expect(/<updated>([^<]+)/.exec(feed)?.[1]).toBe(new Date(BEGAN + 12 * MINUTE_MS).toISOString());
  const summary = JSON.parse((await world.get('/status/api/v2/summary.json')).body) as { incidents: { status: string }[] };
  expect(summary.incidents).toMatchObject([{ status: 'monitoring' }]);

  await world.tells(key, { ...sent(5, 20), phase: 'IDENTIFIED', text: 'Not quite.' });
  await world.tells(key, { ...sent(4, 30), phase: 'RESOLVED', text: 'It is over.' });
  const unresolved = async () => (await world.get('/status/api/v2/incidents/unresolved.json')).body;
  expect(await waitUntil(async () => !(await unresolved()).includes(key), 20_000)).toBe(true);
  await world.tells(key, { ...sent(3, 2), phase: 'IDENTIFIED', text: 'We have found it.' }); // once more, as a retry is
  const { rows } = await world.pool.query('SELECT number FROM status_posts WHERE incident_key = $1 AND is_latest', [key]);
  expect(rows).toEqual([{ number: 4 }]);
});
