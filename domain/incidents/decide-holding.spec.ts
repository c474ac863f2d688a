import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import { firstReached, PureIncident } from '../../test/support/story-incident.js';
import { isPaging } from '../escalation/plan-steps.js';

const paged = (incident: PureIncident): readonly string[] => firstReached(incident.pages());
const begun = (minutes = 0): PureIncident => {
  const incident = new PureIncident().passes(minutes);
  incident.pages();
  return incident;
};

describe('acknowledge', () => {
  it.each([
    [0, 'ada'],
    [15, 'ben'],
    [30, 'engineering-lead'],
    [60, 'cto'],
    [120, 'support-manager'],
  ])('[G1.2] after %i minutes stops the ladder', (minutes, person) => {
    const incident = begun(minutes);
    expect(incident.does(person, { kind: 'acknowledge' })).toMatchObject({ value: { outcome: 'APPLIED' } });
    expect(paged(incident.passes(29))).toEqual([]);
    expect(incident.state.holder?.person).toBe(person);
  });

  it('[I6] has one winner: the second person learns that somebody has it', () => {
    const incident = begun();
    incident.does('ben', { kind: 'acknowledge' });
    expect(incident.does('ada', { kind: 'acknowledge' })).toEqual({ ok: true, value: { outcome: 'ALREADY', events: [] } });
    expect(incident.state.holder?.person).toBe('ben');
  });

  it.each([
    { kind: 'acknowledge' },
    { kind: 'resolve', confirm: true },
    { kind: 'snooze', minutes: 5 },
    { kind: 'cancel', reason: 'a drill' },
  ] as const)('[I5] makes every earlier page stale at the send gate: so does $kind', (command) => {
    const incident = begun();
    const { generation } = incident.state;
    incident.does('ada', command);
    expect(incident.state.generation).toBeGreaterThan(generation);
  });

  it('after a resolution changes nothing', () => {
    const incident = begun();
    incident.does('ada', { kind: 'resolve', confirm: true });
    const before = incident.state;
    expect(incident.does('ben', { kind: 'acknowledge' })).toMatchObject({ value: { outcome: 'ALREADY' } });
    expect(incident.state).toBe(before);
  });

  it('expires after 30 idle minutes: the holder is asked first, then the ladder goes on at its step', () => {
    const incident = begun(16);
    incident.does('ben', { kind: 'acknowledge' });
    expect(paged(incident.passes(29))).toEqual([]);
    expect(paged(incident.passes(1))).toEqual(['ben 46']);
    expect(incident.state.holder).toBeNull();
    expect(paged(incident.passes(15))).toEqual(['ben 61']);
    expect(paged(incident.passes(15))).toEqual(['engineering-lead 76']);
  });

  it.each([
    { kind: 'addNote', text: 'looking' },
    { kind: 'assess', impact: 'checkout is down' },
    { kind: 'setStatus', status: 'IDENTIFIED' },
    { kind: 'classify', severity: 'SEV1' },
    { kind: 'addResponders', people: ['chloe'] },
  ] as const)('lives on with every recorded action of the holder: $kind', (command) => {
    const incident = begun();
    incident.does('ada', { kind: 'acknowledge' });
    incident.passes(20).does('ada', command);
    incident.pages();
    expect(paged(incident.passes(29))).toEqual([]);
    expect(paged(incident.passes(1))).toEqual(['ada 50']);
  });

  it("somebody else's action does not keep it alive", () => {
    const incident = begun();
    incident.does('ada', { kind: 'acknowledge' });
    incident.passes(20).does('ben', { kind: 'addNote', text: 'anybody there?' });
    expect(paged(incident.passes(10))).toEqual(['ada 30']);
  });
});

describe('unacknowledge', () => {
  it('pages the step again at which it was acknowledged', () => {
    const incident = begun(16);
    incident.does('ben', { kind: 'acknowledge' });
    incident.passes(5).does('ben', { kind: 'unacknowledge' });
    expect(paged(incident)).toEqual(['ben 21']);
    expect(paged(incident.passes(15))).toEqual(['engineering-lead 36']);
  });

  it('is refused when nobody holds it', () => {
    expect(begun().does('ada', { kind: 'unacknowledge' })).toMatchObject({ error: { code: 'NOT_ACKNOWLEDGED' } });
  });
});

describe('decline', () => {
  it('[G1.2] passes to the next step now', () => {
    const incident = begun(2);
    incident.does('ada', { kind: 'decline' });
    expect(paged(incident)).toEqual(['ben 2']);
    expect(paged(incident.passes(15))).toEqual(['engineering-lead 17']);
  });

  it('of one of two people at the catch-all waits for the other', () => {
    const incident = begun(120);
    expect(incident.does('support-manager', { kind: 'decline' })).toMatchObject({ value: { outcome: 'APPLIED' } });
    expect(paged(incident.passes(29))).toEqual([]);
  });

  it('of a person of an earlier step does not move the ladder on', () => {
    const incident = begun(15);
    incident.does('ben', { kind: 'addNote', text: 'awake' });
    incident.does('ada', { kind: 'decline' });
    expect(paged(incident.passes(14))).toEqual([]);
    expect(incident.state.ladder).toMatchObject({ step: 1 });
  });

  it('from a link of an earlier step or generation is stale', () => {
    const incident = begun(15);
    expect(incident.does('ada', { kind: 'decline', step: 0, generation: 1 })).toMatchObject({ error: { code: 'LINK_STALE' } });
    expect(incident.does('ben', { kind: 'decline', step: 1, generation: 7 })).toMatchObject({ error: { code: 'LINK_STALE' } });
    expect(incident.does('ben', { kind: 'decline', step: 1, generation: 1 })).toMatchObject({ value: { outcome: 'APPLIED' } });
  });

  it('of an added helper does not move the ladder on', () => {
    const incident = begun();
    incident.does('ada', { kind: 'addResponders', people: ['chloe'] });
    incident.pages();
    incident.does('chloe', { kind: 'decline' });
    expect(paged(incident)).toEqual([]);
    expect(incident.state.ladder).toMatchObject({ step: 0 });
  });

  it('of an added helper does not end the wait for whom it was reassigned to', () => {
    const incident = begun();
    incident.does('ada', { kind: 'reassign', to: 'chloe' });
    incident.does('ada', { kind: 'addResponders', people: ['dan'] });
    expect(paged(incident)).toEqual(['chloe 0', 'dan 0']);
    incident.does('dan', { kind: 'decline' });
    expect(incident.state.ladder).toMatchObject({ kind: 'DIRECT', person: 'chloe' });
    expect(paged(incident)).toEqual([]);
  });

  it('of one of two people of a step waits for the other; of both passes on', () => {
    const [first, ...rest] = standardPolicy.steps;
    const both = {
      answerWithinMs: first !== undefined && isPaging(first) ? first.answerWithinMs : 0,
      targets: ['ada', 'chloe'].map((id) => ({ kind: 'person' as const, id })),
    };
    const policy = { ...standardPolicy, steps: [both, ...rest] };
    const incident = new PureIncident('SEV1', { ...sampleHandbook, escalation: { standard: policy } });
    expect(paged(incident)).toEqual(['ada 0', 'chloe 0']);
    incident.does('ada', { kind: 'decline' });
    expect(paged(incident)).toEqual([]);
    incident.does('chloe', { kind: 'decline' });
    expect(paged(incident)).toEqual(['ben 0']);
  });

  it('of whom it was reassigned to hands it back to the ladder, also after every method was used', () => {
    const incident = begun();
    incident.does('ada', { kind: 'reassign', to: 'chloe' });
    expect(paged(incident.passes(5))).toEqual(['chloe 0']);
    expect(incident.does('chloe', { kind: 'decline' })).toMatchObject({ value: { outcome: 'APPLIED' } });
    expect(paged(incident)).toEqual(['ada 5']);
  });

  it('is refused for somebody who was not paged, and says nothing new once somebody has it', () => {
    const incident = begun();
    expect(incident.does('chloe', { kind: 'decline' })).toMatchObject({ error: { code: 'NOT_ON_LADDER' } });
    incident.does('ben', { kind: 'acknowledge' });
    expect(incident.does('ada', { kind: 'decline' })).toMatchObject({ value: { outcome: 'ALREADY' } });
  });
});

describe('escalateNow', () => {
  it('[G1.2] pages the next step now, and its window counts from now', () => {
    const incident = begun(5);
    incident.does('ada', { kind: 'escalateNow' });
    expect(paged(incident)).toEqual(['ben 5']);
    expect(paged(incident.passes(15))).toEqual(['engineering-lead 20']);
  });

  it('while somebody holds it pages the step after theirs', () => {
    const incident = begun(16);
    incident.does('ben', { kind: 'acknowledge' });
    incident.does('ben', { kind: 'escalateNow' });
    expect(paged(incident)).toEqual(['engineering-lead 16']);
    expect(incident.state.holder).toBeNull();
  });

  it('at the end of the ladder is refused: everybody has been paged', () => {
    expect(begun(121).does('ada', { kind: 'escalateNow' })).toMatchObject({ error: { code: 'LADDER_EXHAUSTED' } });
  });
});

describe('reassign', () => {
  it('asks the other person; without an answer the ladder goes on at its step', () => {
    const incident = begun(16);
    incident.does('ben', { kind: 'acknowledge' });
    incident.does('ben', { kind: 'reassign', to: 'chloe' });
    expect(paged(incident)).toEqual(['chloe 16']);
    expect(paged(incident.passes(15))).toEqual(['ben 31']);
  });

  it('to somebody who left goes on with the ladder at once', () => {
    const incident = begun();
    incident.gone.add('chloe');
    incident.does('ada', { kind: 'reassign', to: 'chloe' });
    expect(paged(incident)).toEqual(['ada 0']);
  });

  it('to oneself is an acknowledgement, to the holder nothing new', () => {
    const incident = begun();
    incident.does('ada', { kind: 'reassign', to: 'ada' });
    expect(incident.state.holder?.person).toBe('ada');
    expect(incident.does('ben', { kind: 'reassign', to: 'ada' })).toMatchObject({ value: { outcome: 'ALREADY' } });
  });
});

describe('snooze', () => {
  it('is quiet for so long, then pages the step that stood', () => {
    const incident = begun(16);
    incident.does('ben', { kind: 'snooze', minutes: 60 });
    expect(paged(incident.passes(59))).toEqual([]);
    expect(paged(incident.passes(1))).toEqual(['ben 76']);
    expect(paged(incident.passes(15))).toEqual(['engineering-lead 91']);
  });

  it('of the holder keeps them the holder until it ends, without expiring', () => {
    const incident = begun();
    incident.does('ada', { kind: 'acknowledge' });
    incident.does('ada', { kind: 'snooze', minutes: 60 });
    expect(paged(incident.passes(59))).toEqual([]);
    expect(incident.state.holder?.person).toBe('ada');
    expect(paged(incident.passes(1))).toEqual(['ada 60']);
    expect(incident.state.holder).toBeNull();
  });

  it('is taken up by an acknowledgement of the holder, and by nobody else', () => {
    const incident = begun();
    incident.does('ada', { kind: 'acknowledge' });
    incident.does('ada', { kind: 'snooze', minutes: 60 });
    expect(incident.does('ben', { kind: 'acknowledge' })).toMatchObject({ value: { outcome: 'ALREADY' } });
    expect(incident.does('ada', { kind: 'acknowledge' })).toMatchObject({ value: { outcome: 'APPLIED' } });
    expect(incident.state.snoozedUntil).toBeNull();
  });

  it.each([0, -5, Number.NaN, 10_081])('of %p minutes is refused', (minutes) => {
    expect(begun().does('ada', { kind: 'snooze', minutes })).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });
});
