import { unopened } from '../../domain/incidents/evolve.js';
import type { CommandEnvelope, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import { open } from '../../domain/incidents/open.js';
import { actor, opening } from '../../test/support/story-incident.js';
import { LiveIncident } from './live-incident.js';

const begun = (): LiveIncident => {
  const live = new LiveIncident({ incident: unopened(opening()), results: [] }, 'INCIDENT');
  live.record(open(opening(), 0));
  live.recorded(live.takeUnrecorded().results);
  return live;
};

const envelope = (commandId: string, by: string, command: PersonCommand = { kind: 'acknowledge' }, issuedAt = 0): CommandEnvelope => ({
  commandId,
  issuedAt,
  by: actor(by),
  command,
});

describe('what arrives', () => {
  it('is decided in the order in which it was issued, however it came', () => {
    const live = begun();
    live.receive(envelope('b', 'ada', undefined, 2), 'SIGNAL');
    live.receive(envelope('a', 'ben', undefined, 1), 'UPDATE');
    live.catchUp();
    expect(live.state.holder?.person).toBe('ben');
    expect(live.resultOf('b')).toMatchObject({ outcome: 'ALREADY', holder: 'ben' });
  });

  it('at the same instant is decided in the order of the commands ids', () => {
    const live = begun();
    live.receive(envelope('2', 'ada'), 'UPDATE');
    live.receive(envelope('1', 'ben'), 'UPDATE');
    live.catchUp();
    expect(live.state.holder?.person).toBe('ben');
  });

  it('twice acts once', () => {
    const live = begun();
    const note = envelope('a', 'ada', { kind: 'addNote', text: 'once' });
    live.receive(note, 'UPDATE');
    live.receive(note, 'SIGNAL');
    live.catchUp();
    live.receive(note, 'SIGNAL');
    live.catchUp();
    expect(live.takeUnrecorded().events).toHaveLength(1);
  });

  it('is decided before what the machinery reports at the same moment', () => {
    const live = begun();
    live.receive(envelope('a', 'ada'), 'SIGNAL');
    live.act({ kind: 'tick' });
    expect(live.timeline.slice(-1)).toMatchObject([{ type: 'Acknowledged' }]);
  });
});

describe('an answer', () => {
  it('is APPLIED only once it is recorded', () => {
    const live = begun();
    live.receive(envelope('a', 'ada'), 'UPDATE');
    live.catchUp();
    expect(live.resultOf('a')).toBeUndefined();
    live.recorded(live.takeUnrecorded().results);
    expect(live.resultOf('a')).toMatchObject({ outcome: 'APPLIED', holder: 'ada' });
  });

  it('is DECIDED for whoever waits, and whoever comes, while the record is late; and stays what it was', () => {
    const live = begun();
    live.receive(envelope('a', 'ada'), 'UPDATE');
    live.catchUp();
    const batch = live.takeUnrecorded();
    live.receive(envelope('b', 'ada', { kind: 'addNote', text: 'meanwhile' }), 'UPDATE');
    live.catchUp();
    live.recordIsLate(batch);
    live.receive(envelope('c', 'ada', { kind: 'addNote', text: 'later' }), 'UPDATE');
    live.catchUp();
    expect(['a', 'b', 'c'].map((id) => live.resultOf(id)?.outcome)).toEqual(['DECIDED', 'DECIDED', 'DECIDED']);
    live.recorded(batch.results);
    expect(live.takeUnrecorded().results.map((result) => result.outcome)).toEqual(['APPLIED', 'APPLIED']);
    expect(live.snapshot().results).toHaveLength(3);
  });

  it('of the last 500 commands is kept; an older command may act again', () => {
    const live = begun();
    for (let n = 0; n < 501; n += 1)
      live.settle([{ commandId: `${n}`, outcome: 'APPLIED', holder: null, status: 'TRIAGE', severity: 'SEV1', at: 0 }]);
    expect(live.snapshot().results).toHaveLength(500);
    expect(live.resultOf('0')).toBeUndefined();
    expect(live.resultOf('1')).toBeDefined();
  });
});

describe('a run that is fenced off', () => {
  it('tells everybody who waits to send it again, and hands over what came by signal', () => {
    const live = begun();
    const [waits, signaled] = [envelope('u', 'ada', { kind: 'addNote', text: 'u' }), envelope('s', 'ben', { kind: 'addNote', text: 's' })];
    live.receive(waits, 'UPDATE');
    live.receive(signaled, 'SIGNAL');
    live.catchUp();
    live.fenceOff(live.takeUnrecorded());
    expect(live.resultOf('u')).toMatchObject({ outcome: 'REFUSED', code: 'FENCED' });
    expect(live.carried).toEqual([{ kind: 'COMMAND', envelope: signaled }]);
  });

  it('decides nothing more, answers at once, and still takes what comes for the next run', () => {
    const live = begun();
    live.fenceOff(live.takeUnrecorded());
    const events = live.timeline.length;
    const snapshot = { revision: 9, firing: 1, total: 1, proposes: 'SEV1', firings: 9, lastFiredAt: 0, lastResolvedAt: null } as const;
    live.receive(envelope('u', 'ada'), 'UPDATE');
    live.receive(envelope('s', 'ben'), 'SIGNAL');
    live.receiveAlerts(snapshot);
    live.catchUp();
    live.act({ kind: 'cancellationRequested' });
    expect(live.timeline).toHaveLength(events);
    expect(live.over).toBe(true);
    expect(live.resultOf('u')).toMatchObject({ outcome: 'REFUSED', code: 'FENCED' });
    expect(live.carried.map((one) => one.kind).sort()).toEqual(['ALERTS', 'COMMAND']);
  });

  it('goes on in the next one as if it had been sent there', () => {
    const live = begun();
    live.receiveCarried([{ kind: 'COMMAND', envelope: envelope('s', 'ben') }]);
    live.catchUp();
    expect(live.state.holder?.person).toBe('ben');
  });
});
