import { firstReached, PureIncident } from '../../test/support/story-incident.js';
import type { Severity } from '../handbook/handbook.model.js';

const paged = (incident: PureIncident): readonly string[] => firstReached(incident.pages());
const firing = (severity: Severity): PureIncident => {
  const incident = new PureIncident(severity);
  incident.hears({ firing: 1, firings: 1 });
  incident.pages();
  return incident;
};

describe('alerts that all resolve', () => {
  it.each(['SEV3', 'SEV4'] as const)('end a %s after ten quiet minutes', (severity) => {
    const incident = firing(severity);
    incident.hears({ firing: 0 });
    incident.passes(9);
    expect(incident.state.status).toBe('TRIAGE');
    incident.passes(1);
    expect(incident.state.status).toBe('RESOLVED');
  });

  it('end a Sev3 also when they had resolved before the incident was heard of', () => {
    const incident = new PureIncident('SEV3');
    incident.hears({ firing: 0, firings: 1 });
    expect(incident.passes(10).state.status).toBe('RESOLVED');
  });

  it('do not end a Sev3 that fires again in time; ten minutes count anew', () => {
    const incident = firing('SEV3');
    incident.hears({ firing: 0 });
    incident.passes(8).hears({ firing: 1, firings: 2 });
    expect(incident.passes(5).state.status).toBe('TRIAGE');
    incident.hears({ firing: 0 });
    expect(incident.passes(9).state.status).toBe('TRIAGE');
    expect(incident.passes(1).state.status).toBe('RESOLVED');
  });

  it.each(['SEV1', 'SEV2'] as const)('only propose the end of a %s, quietly, to whoever holds it', (severity) => {
    const incident = firing(severity);
    incident.does('chloe', { kind: 'acknowledge' });
    incident.hears({ firing: 0 });
    expect(incident.pages().map((page) => page.person)).toEqual(['chloe/email']);
    expect(incident.passes(20).state.status).toBe('TRIAGE');
    expect(incident.state.resolutionProposed).toBe(true);
  });
});

describe('alerts that fire again', () => {
  it('within the reopen window reopen the incident and page from step 1', () => {
    const incident = firing('SEV1').passes(16);
    incident.does('ben', { kind: 'acknowledge' });
    incident.hears({ firing: 0 });
    incident.does('ben', { kind: 'resolve' });
    incident.pages();
    incident.passes(29).hears({ firing: 1, firings: 2 });
    expect(paged(incident)).toEqual(['ada 45']);
    expect(incident.state).toMatchObject({ status: 'INVESTIGATING', holder: null });
  });

  it('worse than before reopen it at the worse severity', () => {
    const incident = firing('SEV3');
    incident.hears({ firing: 0 });
    incident.passes(12).hears({ firing: 1, firings: 2, proposes: 'SEV1' });
    expect(incident.state).toMatchObject({ severity: 'SEV1', status: 'INVESTIGATING' });
    expect(paged(incident)).toEqual(['ada 12']);
  });

  it('but only the ones that fired all along do not: nothing new has happened', () => {
    const incident = firing('SEV1');
    incident.does('ada', { kind: 'resolve', confirm: true });
    incident.hears({ firing: 1, firings: 1, total: 1 });
    expect(incident.state.status).toBe('RESOLVED');
    expect(paged(incident)).toEqual([]);
  });

  it('one while another falls silent is news all the same', () => {
    const incident = firing('SEV1');
    incident.does('ada', { kind: 'resolve', confirm: true });
    incident.hears({ firing: 1, firings: 2 });
    expect(incident.state.status).toBe('INVESTIGATING');
  });

  it('after the window find it closed', () => {
    const incident = firing('SEV1');
    incident.does('ada', { kind: 'resolve', confirm: true });
    expect(incident.passes(30).state.status).toBe('CLOSED');
    expect(incident.hears({ firing: 1, firings: 2 })).toMatchObject({ value: { outcome: 'ALREADY' } });
  });

  it('fifty times in ten minutes page once, and ask the holder once whether it is over', () => {
    const incident = firing('SEV1');
    incident.does('ada', { kind: 'acknowledge' });
    for (let flap = 1; flap <= 50; flap += 1) {
      incident.passes(0.1).hears({ firing: 0 });
      incident.passes(0.1).hears({ firing: 1, firings: flap + 1 });
    }
    expect(incident.pages().map((page) => page.person)).toEqual(['ada/email']);
  });

  it('in an older revision change nothing', () => {
    const incident = firing('SEV1');
    expect(incident.hears({ revision: 1, firing: 7, firings: 9 })).toMatchObject({ value: { outcome: 'ALREADY' } });
  });
});

describe('resolve', () => {
  it('is refused while alerts fire, unless confirmed', () => {
    const incident = firing('SEV1');
    expect(incident.does('ada', { kind: 'resolve' })).toMatchObject({ error: { code: 'ALERTS_STILL_FIRING' } });
    expect(incident.does('ada', { kind: 'resolve', confirm: true })).toMatchObject({ value: { outcome: 'APPLIED' } });
  });
});
