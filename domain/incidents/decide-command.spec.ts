import { PureIncident } from '../../test/support/story-incident.js';
import { DEFAULT_CHECKLIST } from './command-offer.model.js';

/** Ada has it, and nobody has been paged since. */
function held(severity: 'SEV1' | 'SEV3' = 'SEV1'): PureIncident {
  const incident = new PureIncident(severity);
  incident.does('ada', { kind: 'acknowledge' });
  incident.pages();
  return incident;
}

function offered(): PureIncident {
  const incident = held();
  incident.does('ada', { kind: 'handOver', to: 'ben', note: 'the pool is full' });
  return incident;
}

const paged = (incident: PureIncident): readonly string[] => [...new Set(incident.pages().map(({ person }) => person.split('/')[0] ?? ''))];
const refusedWith = (code: string) => ({ ok: false, error: { code } });
const APPLIED = { ok: true, value: { outcome: 'APPLIED' } };
const ALREADY = { ok: true, value: { outcome: 'ALREADY' } };

describe('[G1.3] handing over command', () => {
  it('pages the incoming person; until they take it, whoever had it has it, and its acknowledgement runs on', () => {
    const incident = offered();
    expect(incident.state).toMatchObject({
      holder: { person: 'ada', expiresAt: incident.at + 30 * 60_000 },
      offer: { by: 'ada', to: 'ben', note: 'the pool is full', checklist: DEFAULT_CHECKLIST, dueAt: incident.at + 10 * 60_000 },
    });
    expect(paged(incident)).toEqual(['ben']);
    expect(paged(incident.passes(9))).toEqual(['ben']);
    expect(incident.state.holder?.person).toBe('ada');
  });

  it('records who took it, what they ticked, and what they left open', () => {
    const incident = offered();
    const ticked = ['What is next', 'State and impact told'];
    expect(incident.does('ben', { kind: 'acceptCommand', ticked })).toMatchObject(APPLIED);
    expect(incident.events.at(-1)).toMatchObject({
      type: 'CommandAccepted',
      by: { person: 'ben' },
      from: 'ada',
      ticked: ['State and impact told', 'What is next'],
      unticked: ['Who is engaged', 'What was tried', 'What was promised to whom'],
    });
    expect(incident.state).toMatchObject({ holder: { person: 'ben', since: incident.at }, ladder: null });
    expect(incident.state.offer).toBeUndefined();
    expect(incident.does('ben', { kind: 'acceptCommand' })).toMatchObject(ALREADY);
  });

  it('[I5] makes the pages of the offer stale once it is taken, and pages nobody more', () => {
    const incident = offered();
    const { generation } = incident.state;
    incident.pages();
    incident.does('ben', { kind: 'acceptCommand' });
    expect(incident.state.generation).toBeGreaterThan(generation);
    expect(paged(incident.passes(29))).toEqual([]);
  });

  it('takes an acknowledgement of whoever is asked as theirs, and a decline too', () => {
    const taken = offered();
    expect(taken.does('ben', { kind: 'acknowledge' })).toMatchObject(APPLIED);
    expect(taken.events.at(-1)).toMatchObject({ type: 'CommandAccepted', ticked: [], unticked: DEFAULT_CHECKLIST });
    const declined = offered();
    expect(declined.does('ben', { kind: 'decline', generation: declined.state.generation - 1 })).toMatchObject(ALREADY);
    expect(declined.does('ben', { kind: 'decline' })).toMatchObject(APPLIED);
    expect(declined.state).toMatchObject({ holder: { person: 'ada' } });
  });

  it.each([
    ['declined', (incident: PureIncident) => void incident.does('ben', { kind: 'declineCommand', reason: 'asleep' }), 'HANDOVER_DECLINED'],
    ['not taken in time', (incident: PureIncident) => void incident.passes(10), 'HANDOVER_LAPSED'],
  ])('%s, whoever had it keeps it and is told by a page', (_how, happens, why) => {
    const incident = offered();
    happens(incident);
    expect(incident.state.holder?.person).toBe('ada');
    expect(incident.state.offer).toBeUndefined();
    expect(incident.events).toContainEqual(
      expect.objectContaining({ type: 'Summoned', summons: expect.objectContaining({ rung: { kind: 'HOLDER', why } }) }),
    );
    expect(paged(incident)).toContain('ada');
    expect(incident.does('ben', { kind: 'acceptCommand' })).toMatchObject(refusedWith('CONFLICT'));
  });

  it('is withdrawn by whoever offered it, and by nobody else', () => {
    const incident = offered();
    incident.pages();
    expect(incident.does('chloe', { kind: 'withdrawHandOver' })).toMatchObject(refusedWith('FORBIDDEN'));
    expect(incident.does('ada', { kind: 'withdrawHandOver' })).toMatchObject(APPLIED);
    expect(incident.does('ada', { kind: 'withdrawHandOver' })).toMatchObject(ALREADY);
    expect(paged(incident.passes(29))).toEqual([]);
    expect(incident.does('ben', { kind: 'acceptCommand' })).toMatchObject(refusedWith('CONFLICT'));
  });

  it('is the holder’s to do, to somebody else, to one person at a time', () => {
    expect(new PureIncident().does('ada', { kind: 'handOver', to: 'ben' })).toMatchObject(refusedWith('NOT_ACKNOWLEDGED'));
    expect(held().does('chloe', { kind: 'handOver', to: 'ben' })).toMatchObject(refusedWith('FORBIDDEN'));
    expect(held().does('ada', { kind: 'handOver', to: 'ada' })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field: 'to' } });
    const incident = offered();
    expect(incident.does('ada', { kind: 'handOver', to: 'ben' })).toMatchObject(ALREADY);
    expect(incident.does('ada', { kind: 'handOver', to: 'chloe' })).toMatchObject(refusedWith('CONFLICT'));
    expect(incident.does('chloe', { kind: 'acceptCommand' })).toMatchObject(refusedWith('FORBIDDEN'));
    expect(incident.does('chloe', { kind: 'declineCommand' })).toMatchObject(refusedWith('FORBIDDEN'));
    expect(incident.does('ben', { kind: 'acceptCommand', ticked: ['never asked'] })).toMatchObject(refusedWith('INVALID_INPUT'));
  });

  it('to somebody who left, or whom no channel reaches, ends at once, and whoever had it is told', () => {
    const left = held();
    left.gone.add('ben');
    left.does('ada', { kind: 'handOver', to: 'ben' });
    const deaf = held();
    deaf.channel = ({ person }) =>
      person === 'ben' ? { status: 'FAILED', code: 'DEAD', reason: 'no such topic' } : { status: 'SENT', receipt: '' };
    deaf.does('ada', { kind: 'handOver', to: 'ben' });
    for (const incident of [left, deaf.passes(1)]) {
      expect(incident.state.offer).toBeUndefined();
      expect(incident.events).toContainEqual(expect.objectContaining({ type: 'HandOverLapsed', to: 'ben', why: 'UNREACHABLE' }));
      expect(paged(incident)).toEqual(['ada']);
    }
  });

  it.each([
    { kind: 'resolve', confirm: true },
    { kind: 'unacknowledge' },
    { kind: 'reassign', to: 'chloe' },
    { kind: 'snooze', minutes: 5 },
    { kind: 'escalateNow' },
    { kind: 'cancel', reason: 'a drill' },
  ] as const)('ends when the incident takes another turn meanwhile: $kind', (command) => {
    const incident = offered();
    expect(incident.does('ada', command)).toMatchObject(APPLIED);
    expect(incident.state.offer).toBeUndefined();
    expect(incident.does('ben', { kind: 'acceptCommand' }).ok).toBe(false);
    expect(incident.passes(10).events).not.toContainEqual(expect.objectContaining({ type: 'HandOverLapsed' }));
  });

  it('ends when the acknowledgement expires meanwhile: whoever is asked acknowledges instead', () => {
    const incident = new PureIncident('SEV1', undefined, { handover: { acceptWithinMs: 45 * 60_000, checklist: ['all of it'] } });
    incident.does('ada', { kind: 'acknowledge' });
    incident.does('ada', { kind: 'handOver', to: 'ben' });
    incident.passes(30);
    expect(incident.state).toMatchObject({ holder: null, ladder: { kind: 'DIRECT', person: 'ada' } });
    expect(incident.does('ben', { kind: 'acceptCommand' })).toMatchObject(refusedWith('CONFLICT'));
    expect(incident.does('ben', { kind: 'acknowledge' })).toMatchObject(APPLIED);
    expect(incident.state.holder?.person).toBe('ben');
  });

  it('has the checklist of the offer, else of the handbook that the incident began with', () => {
    const incident = new PureIncident('SEV1', undefined, { handover: { acceptWithinMs: 60_000, checklist: ['the keys'] } });
    incident.does('ada', { kind: 'acknowledge' });
    incident.does('ada', { kind: 'handOver', to: 'ben', checklist: [' ', ''] });
    expect(incident.state.offer?.checklist).toEqual(['the keys']);
    incident.does('ada', { kind: 'withdrawHandOver' });
    incident.does('ada', { kind: 'handOver', to: 'ben', checklist: ['the door', 'the door ', 'the light'] });
    expect(incident.state.offer?.checklist).toEqual(['the door', 'the light']);
  });

  it('wakes nobody at low urgency', () => {
    const incident = held('SEV3');
    incident.does('ada', { kind: 'handOver', to: 'ben' });
    expect(incident.pages().map(({ person }) => person)).toEqual(['ben/email']);
  });
});
