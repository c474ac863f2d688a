import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import { temporalZoneRules } from '../handbook/zone-rules.temporal.js';
import { eventWords } from './event-words.js';
import { html } from './html.js';
import { pageNames } from './page-names.js';
import { pageTimes } from './page-times.js';

const zones = temporalZoneRules();
const wording = { names: pageNames(null, zones), times: pageTimes(zones, 'UTC', 0) };
const by = { person: 'ada', via: 'API', verified: true } as const;
const words = (event: object): string =>
  html`${eventWords({ seq: 1, at: 0, ...event } as IncidentEvent, wording)}`.text.replace(/<[^>]+>/g, '');

describe('the timeline in words', () => {
  it.each([
    [{ type: 'Acknowledged', by: { ...by, via: 'LINK' } }, 'ada (by link) acknowledged'],
    [{ type: 'Acknowledged', by: { ...by, verified: false } }, 'ada (unverified) acknowledged'],
    [{ type: 'Acknowledged', by: { ...by, tool: 'chat' } }, 'ada (by chat) acknowledged'],
    [{ type: 'Resolved', by: null, text: 'all quiet' }, 'Tocsin resolved it: all quiet'],
    [{ type: 'Classified', by, from: 'SEV2', to: 'SEV2', reason: null }, 'ada confirmed SEV2'],
    [{ type: 'Classified', by, from: 'SEV1', to: 'SEV2', reason: 'one region' }, 'ada changed SEV1 to SEV2: one region'],
    [
      { type: 'Assessed', by, impact: 'cards fail', services: ['payments'], usersAffected: 12 },
      'ada assessed: cards fail · 12 users · payments',
    ],
    [
      { type: 'RespondersFound', pages: [], skipped: [{ target: 'secondary', reason: 'NOBODY_ON_CALL' }] },
      'Nobody could be paged · secondary not paged: nobody on call',
    ],
    [
      { type: 'RespondersFound', pages: [], skipped: [{ target: 'secondary', reason: 'AWAY', person: 'ben', until: 60_000 }] },
      'Nobody could be paged · secondary not paged: ben is away until 00:01 UTC',
    ],
    [{ type: 'Snoozed', by, until: 60_000, reason: null }, 'ada snoozed it until 00:01 UTC'],
    [{ type: 'AlertsChanged', firing: 0, total: 3 }, 'All 3 alerts are resolved'],
    [{ type: 'AlertsChanged', firing: 1, total: 1 }, '1 of 1 alert firing'],
  ])('%j', (event, sentence) => {
    expect(words(event)).toBe(sentence);
  });

  it('names an event of a kind that this build does not know', () => {
    expect(words({ type: 'SOMETHING_NEW' })).toBe('Something new');
  });
});
