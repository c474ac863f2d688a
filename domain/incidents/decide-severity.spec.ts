import { firstReached, PureIncident } from '../../test/support/story-incident.js';
import type { Severity } from '../handbook/handbook.model.js';
import { MINUTE_MS } from '../instant.js';

const paged = (incident: PureIncident): readonly string[] => firstReached(incident.pages());
const begun = (severity: Severity, minutes = 0): PureIncident => {
  const incident = new PureIncident(severity).passes(minutes);
  incident.pages();
  return incident;
};

describe('a severity that is raised', () => {
  it('from low to high urgency wakes people from step 1', () => {
    const incident = begun('SEV3', 250);
    incident.hears({ firing: 2, firings: 2, proposes: 'SEV1' });
    expect(paged(incident)).toEqual(['ada 250']);
    expect(paged(incident.passes(15))).toEqual(['ben 265']);
  });

  it('within the same urgency keeps its place on the ladder', () => {
    const incident = begun('SEV2', 16);
    incident.hears({ firing: 2, firings: 2, proposes: 'SEV1' });
    expect(paged(incident.passes(13))).toEqual([]);
    expect(paged(incident.passes(1))).toEqual(['engineering-lead 30']);
  });

  it('while somebody holds it pages only them, and their acknowledgement now expires', () => {
    const incident = begun('SEV2');
    incident.does('chloe', { kind: 'acknowledge' });
    incident.hears({ firing: 2, firings: 2, proposes: 'SEV1' });
    expect(paged(incident)).toEqual(['chloe 0']);
    expect(incident.state.holder).toMatchObject({ person: 'chloe', expiresAt: 30 * MINUTE_MS });
  });

  it('by the holder tells nobody; by somebody else it tells the holder', () => {
    const incident = begun('SEV3');
    incident.does('chloe', { kind: 'acknowledge' });
    incident.does('chloe', { kind: 'classify', severity: 'SEV2' });
    expect(paged(incident)).toEqual([]);
    incident.does('ben', { kind: 'classify', severity: 'SEV1' });
    expect(paged(incident)).toEqual(['chloe 0']);
  });

  it('ends a snooze of an incident that nobody holds', () => {
    const incident = begun('SEV3');
    incident.does('ada', { kind: 'snooze', minutes: 300 });
    incident.hears({ firing: 2, firings: 2, proposes: 'SEV1' });
    expect(paged(incident)).toEqual(['ada 0']);
  });

  it('by an alert counts only until a person has classified it', () => {
    const incident = begun('SEV2');
    incident.does('ada', { kind: 'classify', severity: 'SEV2' });
    incident.hears({ firing: 2, firings: 2, proposes: 'SEV1' });
    expect(incident.state.severity).toBe('SEV2');
    expect(paged(incident)).toEqual([]);
  });

  it('takes back an end by itself that was due', () => {
    const incident = begun('SEV3');
    incident.hears({ firing: 1, firings: 1 });
    incident.hears({ firing: 0 });
    incident.passes(5).does('ada', { kind: 'classify', severity: 'SEV1' });
    incident.passes(10);
    expect(incident.state.status).toBe('TRIAGE');
  });
});

describe('a severity that is lowered', () => {
  it('needs a reason', () => {
    expect(begun('SEV1').does('ada', { kind: 'classify', severity: 'SEV3' })).toMatchObject({ error: { code: 'REASON_REQUIRED' } });
  });

  it('needs a signed-in person', () => {
    const by = { person: 'ada', via: 'TEMPORAL_UI', verified: false } as const;
    const decided = begun('SEV1').decide({ kind: 'classify', severity: 'SEV3', reason: 'minor', by });
    expect(decided).toMatchObject({ error: { code: 'UNVERIFIED_ACTOR' } });
  });

  it('lets an acknowledgement live as long as the new severity says', () => {
    const incident = begun('SEV1');
    incident.does('ada', { kind: 'acknowledge' });
    incident.does('ben', { kind: 'classify', severity: 'SEV3', reason: 'minor' });
    expect(incident.state.holder).toMatchObject({ person: 'ada', expiresAt: null });
  });

  it('to low urgency goes on without waking anybody, no further than the ladder reaches', () => {
    const incident = begun('SEV1', 61);
    incident.does('cto', { kind: 'classify', severity: 'SEV3', reason: 'minor' });
    expect(paged(incident.passes(60))).toEqual([]);
    expect(incident.state.ladder).toMatchObject({ kind: 'STEP', step: 2 });
  });
});
