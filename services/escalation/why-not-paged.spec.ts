import { findResponders } from '../../domain/escalation/find-responders.js';
import type { Handbook, Person } from '../../domain/handbook/handbook.model.js';
import { HOUR_MS } from '../../domain/instant.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { PureIncident } from '../../test/support/story-incident.js';
import { temporalZoneRules } from '../handbook/zone-rules.temporal.js';
import { notPagedReasons } from './why-not-paged.js';

const zones = temporalZoneRules();
const lines = { at: () => null, entry: () => null };

it('[G1.2] whoever was away is told that the step skipped them, and until when', () => {
  const { ada, ...others } = sampleHandbook.people;
  const away = [{ from: 0, to: 48 * HOUR_MS }];
  const handbook: Handbook = { ...sampleHandbook, people: { ...others, ada: { ...(ada as Person), away } } };
  // In 1970 she is the secondary.
  const incident = new PureIncident('SEV1', handbook, {}, ({ targets, urgency }, at) =>
    findResponders(handbook, { targets, urgency, at }, zones),
  );
  incident.passes(16);
  const text = { versionId: 1, handbook, lines };
  const events = incident.events.map((event) => ({ ...event, digest: '' }));
  const reasons = notPagedReasons({ person: 'ada', fold: incident.state, events, pinned: text, live: text, zones });
  expect(reasons.map(({ words }) => words)).toContain('step 2 of 4 skipped ada, who was away until 1970-01-03T00:00:00Z');
});
