import { askPython } from '../../support/foreign-readers.js';
import { BEGAN, type PublicWorld, publicWorld } from './public-world.js';

/** The first time on a machine, pip fetches the readers. */
const SET_UP_MS = 240_000;

let world: PublicWorld;
let key: string;
beforeAll(async () => {
  world = await publicWorld();
  key = await world.incident();
  await world.tells(key, { text: 'Cards & <b>wallets</b> fail.\nTransfers work.' });
  await world.tells(key, { phase: 'IDENTIFIED', impact: 'CRITICAL', text: 'A bad certificate.' });
  const past = await world.incident();
  await world.tells(past, { at: BEGAN - 60_000 });
  await world.tells(past, { phase: 'RESOLVED', text: 'It is over.', at: BEGAN });
  await world.shows('A bad certificate.');
  await world.shows('Past incidents');
}, 240_000);
afterAll(() => world.close());

const FEEDPARSER = `
import feedparser, json, sys
feed = feedparser.parse(sys.argv[1])
print(json.dumps({
  'bozo': bool(feed.bozo), 'version': feed.version, 'title': feed.feed.title, 'updated': feed.feed.updated, 'self': feed.feed.id,
  'entries': [{'id': e.id, 'title': e.title, 'link': e.link, 'updated': list(e.updated_parsed)[:5], 'published': e.published, 'content': e.content[0].value} for e in feed.entries]
}))`;

interface Feed {
  readonly bozo: boolean;
  readonly version: string;
  readonly title: string;
  readonly entries: readonly {
    readonly id: string;
    readonly title: string;
    readonly link: string;
    readonly updated: readonly number[];
    readonly content: string;
  }[];
}

it(
  '[G2.5] the feed is read by feedparser, without a complaint',
  async () => {
    const feed = await askPython<Feed>(FEEDPARSER, `${world.url}/status/feed.atom`);
    expect(feed).toMatchObject({ bozo: false, version: 'atom10', title: 'Escrow Platform Status' });
    expect(feed.entries.map(({ id }) => id)).toHaveLength(2);
    const [newest] = feed.entries;
    expect(newest).toMatchObject({
      title: 'Problem with Payments',
      link: `${world.publicUrl}/status/incidents/${key}`,
      updated: [2026, 11, 29, 8, 0],
    });
    expect(newest?.content).toMatch(/<strong>Identified<\/strong> - A bad certificate\..*Cards &amp; &lt;b&gt;wallets&lt;\/b&gt; fail\./s);
  },
  SET_UP_MS,
);

const STATUSPAGE = `
import json, sys, logging
logging.disable(logging.CRITICAL)
from statuspage_prometheus_exporter import service_checker
result = service_checker.check_status_page_service('tocsin', {'name': 'Tocsin', 'url': sys.argv[1], 'type': 'statuspage'})
print(json.dumps(result, default=str))`;

interface Checked {
  readonly success: boolean;
  readonly raw_status: string;
  readonly status_text: string;
  readonly incident_metadata: readonly Readonly<Record<string, unknown>>[];
  readonly component_metadata: readonly { readonly name: string; readonly status: string }[];
}

it(
  '[G2.5] summary.json is read by a monitor of Statuspage pages: what goes on, how bad, and which components',
  async () => {
    const checked = await askPython<Checked>(STATUSPAGE, `${world.url}/status/api/v2/summary.json`);
    expect(checked).toMatchObject({ success: true, raw_status: 'critical' });
    expect(checked.incident_metadata).toEqual([
      expect.objectContaining({
        id: key,
        name: 'Problem with Payments',
        impact: 'critical',
        shortlink: `${world.publicUrl}/status/incidents/${key}`,
        affected_components: ['Payments'],
      }),
    ]);
    expect(JSON.stringify(checked.component_metadata)).toContain('Payments');
  },
  SET_UP_MS,
);
