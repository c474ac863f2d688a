import { learningHandbook } from '../../test/support/learning-handbook.js';
import { actor, PureIncident } from '../../test/support/story-incident.js';
import { decide } from '../incidents/decide.js';
import { lifePhase } from '../incidents/incident.model.js';
import type { PersonCommand } from '../incidents/incident-command.model.js';
import { DAY_MS } from '../instant.js';

const added = { kind: 'addFollowUp', class: 'TRAINING', title: 'a drill', owner: 'ben' } as const;
const begun = (): PureIncident => new PureIncident('SEV3', learningHandbook);

function expectRefused(incident: PureIncident, command: PersonCommand, error: object): void {
  const before = incident.state;
  expect(incident.does('ada', command)).toMatchObject({ ok: false, error });
  expect(incident.state).toBe(before);
}

describe('[G2.6] a follow-up', () => {
  it('without an owner is refused with a code, a reason and the field, and nothing changes', () => {
    for (const owner of ['', '  '])
      expectRefused(begun(), { ...added, owner }, { code: 'OWNER_REQUIRED', field: 'owner', detail: expect.stringContaining('owner') });
    const incident = begun();
    incident.does('ada', added);
    expectRefused(incident, { kind: 'assignFollowUp', followUp: 1, to: ' ' }, { code: 'OWNER_REQUIRED', field: 'to' });
  });

  it('is due as its class says, or as somebody says, and never in the past', () => {
    const incident = begun();
    incident.does('ada', added);
    incident.does('ada', { ...added, dueAt: 5 * DAY_MS });
    expect(incident.state.postIncident?.followUps.map(({ dueAt }) => dueAt)).toEqual([30 * DAY_MS, 5 * DAY_MS]);
    expectRefused(incident, { ...added, dueAt: 0 }, { code: 'INVALID_INPUT', field: 'dueAt' });
    expectRefused(incident, { ...added, dueAt: Number.NaN }, { code: 'INVALID_INPUT', field: 'dueAt' });
    expectRefused(incident, { ...added, dueAt: 5_000 * DAY_MS }, { code: 'INVALID_INPUT', field: 'dueAt' });
  });

  it('can be added until the incident is over, and be done long after', () => {
    const incident = begun();
    incident.does('ada', added);
    incident.does('ada', { kind: 'resolve', confirm: true });
    incident.passes(31);
    expect([incident.state.status, lifePhase(incident.state)]).toEqual(['CLOSED', 'POST_INCIDENT']);
    expectRefused(incident, added, { code: 'INCIDENT_CLOSED' });
    incident.passes(100 * 24 * 60);
    expect(incident.does('ben', { kind: 'completeFollowUp', followUp: 1 })).toMatchObject({ value: { outcome: 'APPLIED' } });
    expect(lifePhase(incident.state)).toBe('FINISHED');
    expect(incident.does('ben', { kind: 'completeFollowUp', followUp: 1 })).toMatchObject({ value: { outcome: 'ALREADY' } });
    expectRefused(incident, { kind: 'assignFollowUp', followUp: 1, to: 'ada' }, { code: 'FOLLOW_UP_SETTLED', field: 'followUp' });
  });

  it('is given up with a reason by somebody whom we know', () => {
    const incident = begun();
    incident.does('ada', added);
    expectRefused(incident, { kind: 'cancelFollowUp', followUp: 1, reason: ' ' }, { code: 'REASON_REQUIRED' });
    const by = { ...actor('ada'), verified: false };
    expect(decide(incident.state, { kind: 'cancelFollowUp', followUp: 1, reason: 'x', by }, 0)).toMatchObject({
      error: { code: 'UNVERIFIED_ACTOR' },
    });
  });

  it('that does not exist is not found', () => {
    expectRefused(begun(), { kind: 'completeFollowUp', followUp: 7 }, { code: 'NOT_FOUND', field: 'followUp' });
  });

  it('is bounded: no incident has more than a hundred', () => {
    const incident = begun();
    for (let count = 0; count < 100; count += 1) incident.does('ada', added);
    expectRefused(incident, added, { code: 'LIMIT_EXCEEDED' });
  });

  it('makes its owner belong to the incident, who then may see it', () => {
    const incident = begun();
    incident.does('ada', { ...added, owner: 'dan' });
    expect(incident.state.engaged).toContain('dan');
  });
});

it('nothing brings an incident back that people learn from, and no alert changes it', () => {
  const incident = new PureIncident('SEV1', learningHandbook);
  incident.does('ada', { kind: 'resolve', confirm: true });
  incident.passes(31);
  expect(incident.state.status).toBe('POST_INCIDENT');
  const before = incident.state;
  incident.hears({ firing: 3, firings: 9 });
  expect(incident.state).toBe(before);
  for (const command of [
    { kind: 'reopen', reason: 'x' },
    { kind: 'cancel', reason: 'x' },
    { kind: 'classify', severity: 'SEV4', reason: 'x' },
  ] as const)
    expectRefused(incident, command, { code: 'INCIDENT_CLOSED' });
  expect(incident.does('ada', { kind: 'addNote', text: 'the vendor answered' })).toMatchObject({ value: { outcome: 'APPLIED' } });
});
