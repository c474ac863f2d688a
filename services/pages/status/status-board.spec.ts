import { sampleHandbook } from '../../../test/support/sample-handbook.js';
import { isKnown, published } from '../../config/published.js';
import type { PublicIncident, PublicPost } from './public-incident.model.js';
import { statusBoard } from './status-board.js';
import { statusFeed } from './status-feed.js';
import { statusPage } from './status-page.view.js';
import { statusApi } from './status-summary.js';

const post = (over: Partial<PublicPost> = {}): PublicPost => ({
  id: 'INC-1/post/1',
  phase: 'INVESTIGATING',
  impact: 'MAJOR',
  title: 'Problem with Card payments',
  text: 'We look into it.',
  components: [{ id: 'payments', name: 'Card payments' }],
  at: 60_000,
  ...over,
});
const incident = (key: string, ...posts: readonly [PublicPost, ...PublicPost[]]): PublicIncident => ({ key, startedAt: 0, posts });
const states = (incidents: readonly PublicIncident[]) =>
  statusBoard(incidents, sampleHandbook).components.map(({ id, state }) => `${id} ${state}`);

describe('[G2.5] how everything is', () => {
  it('is well without an incident, and after the last one is over', () => {
    for (const incidents of [[], [incident('INC-1', post({ phase: 'RESOLVED' }))]]) {
      expect(statusBoard(incidents, sampleHandbook).indicator).toBe('none');
      expect(states(incidents)).toEqual(['payments operational', 'api operational']);
    }
  });

  it('is as bad as the worst of what goes on, each component as bad as its own', () => {
    const both = [
      incident('INC-2', post({ impact: 'MINOR' })),
      incident(
        'INC-1',
        post({
          impact: 'CRITICAL',
          components: [
            { id: 'api', name: 'Public API' },
            { id: 'gone', name: 'Gone' },
          ],
        }),
      ),
    ];
    expect(statusBoard(both, sampleHandbook).indicator).toBe('critical');
    expect(states(both)).toEqual(['payments degraded_performance', 'api major_outage']);
  });

  it('follows the newest post of an incident, not the ones before', () => {
    expect(states([incident('INC-1', post({ impact: 'MINOR' }), post({ impact: 'CRITICAL' }))])).toEqual([
      'payments degraded_performance',
      'api operational',
    ]);
  });

  it('is told without a handbook too', () => {
    expect(statusBoard([incident('INC-1', post())], null)).toMatchObject({ name: 'Status', indicator: 'major', components: [] });
  });
});

describe('in every format', () => {
  const hostile = post({ title: '<b>"&\u0000', text: `]]></content><script>\u202e\n\n${'line\n'.repeat(100)}` });
  const board = statusBoard([incident('INC-1', hostile, post({ phase: 'MONITORING', at: 1 }))], sampleHandbook);

  it('what a person wrote is text, and bounded', () => {
    for (const text of [statusPage(board, ''), statusFeed(board, 'https://ops.example')]) {
      expect(text).not.toMatch(/<script|<b>"|]]>/);
      expect(text.length).toBeLessThan(20_480);
    }
  });

  it('summary.json has the fields that Statuspage documents', () => {
    const { 'summary.json': summary } = statusApi(board, 'https://ops.example');
    expect(Object.keys(summary ?? {}).sort()).toEqual(['components', 'incidents', 'page', 'scheduled_maintenances', 'status']);
    expect(summary).toMatchObject({
      page: {
        id: 'tocsin',
        name: 'Escrow Platform Status',
        url: 'https://ops.example/status',
        time_zone: 'Etc/UTC',
        updated_at: '1970-01-01T00:01:00.000Z',
      },
      status: { indicator: 'major', description: 'Partial System Outage' },
      components: [
        { id: 'payments', status: 'partial_outage', position: 1, group: false },
        { id: 'api', status: 'operational', position: 2 },
      ],
      incidents: [
        {
          id: 'INC-1',
          status: 'investigating',
          impact: 'major',
          monitoring_at: '1970-01-01T00:00:00.001Z',
          resolved_at: null,
          shortlink: 'https://ops.example/status/incidents/INC-1',
          incident_updates: [{ status: 'investigating', affected_components: [{ code: 'payments' }] }, { status: 'monitoring' }],
          components: [{ id: 'payments' }],
        },
      ],
    });
  });
});

it('a tag is known in each of its spellings, and no other', () => {
  const answer = published(200, 'text', {});
  expect([answer.etag, `W/${answer.etag}`, `"a" , ${answer.etag}`, '*'].every((tag) => isKnown(answer, tag))).toBe(true);
  expect([undefined, '', '"a"', answer.etag.slice(1)].some((tag) => isKnown(answer, tag))).toBe(false);
  expect(published(200, 'text', {}).etag).toBe(answer.etag);
  expect(published(200, 'other', {}).etag).not.toBe(answer.etag);
});
