import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import { firstReached, PureIncident } from '../../test/support/story-incident.js';
import type { Handbook } from '../handbook/handbook.model.js';
import { MINUTE_MS } from '../instant.js';
import { eventSentence } from './event-sentence.js';
import type { Incident, Summons } from './incident.model.js';
import type { Responder } from './incident-command.model.js';

const HOLDS: Readonly<Record<string, string>> = { 'on-call': 'ada', secondary: 'ben' };
const UNTIL = Date.UTC(2026, 11, 26, 9);

/** An incident whose people are all reachable, and `away` are away for longer than it lasts. */
function begun(away: readonly string[], handbook?: Handbook): PureIncident {
  const find = ({ targets }: Summons) => ({
    responders: targets.map(({ id }): Responder => {
      const person = HOLDS[id] ?? id;
      const rungs = [{ method: 'ntfy', channel: 'ntfy' as const, afterMs: 0 }];
      return away.includes(person) ? { person, rungs, away: { target: id, until: UNTIL } } : { person, rungs };
    }),
    skipped: [],
  });
  return new PureIncident('SEV1', handbook, {}, find);
}

const skips = ({ events }: PureIncident) => events.flatMap((event) => (event.type === 'RespondersFound' ? event.skipped : []));
const dueAfter = ({ ladder }: Incident): number => (ladder?.dueAt ?? 0) / MINUTE_MS;

describe('[G1.2] a step that finds somebody away', () => {
  it('skips them with the reason on the timeline, and the ladder goes on to the next step at once', () => {
    const incident = begun(['ada']);
    expect(firstReached(incident.pages())).toEqual(['ben 0']);
    expect(skips(incident)).toEqual([{ target: 'on-call', reason: 'AWAY', person: 'ada', until: UNTIL }]);
    const found = incident.events.find((event) => event.type === 'RespondersFound');
    expect(found && eventSentence(found)).toBe('Paged nobody; on-call skipped (ada is away until 2026-12-26T09:00Z)');
    expect(dueAfter(incident.state)).toBe(15);
  });

  it('[I15] reaches the catch-all at once when everybody of the ladder is away, and pages it although they are away too', () => {
    const incident = begun(['ada', 'ben', 'engineering-lead', 'cto', 'support-manager', 'operations-manager']);
    expect(firstReached(incident.pages())).toEqual(['support-manager 0', 'operations-manager 0']);
    expect(firstReached(incident.passes(30).pages())).toEqual(['support-manager 30', 'operations-manager 30']);
    expect(skips(incident).map(({ target }) => target)).toEqual(['on-call', 'secondary', 'engineering-lead', 'cto']);
  });

  it('pages the others of the same step, and waits for them as long as the step lasts', () => {
    const targets = [
      { kind: 'schedule', id: 'on-call' },
      { kind: 'person', id: 'chloe' },
    ] as const;
    const standard = { ...standardPolicy, steps: [{ targets, answerWithinMs: 20 * MINUTE_MS }, ...standardPolicy.steps.slice(1)] };
    const incident = begun(['ada'], { ...sampleHandbook, escalation: { standard } });
    expect(firstReached(incident.pages())).toEqual(['chloe 0']);
    expect(firstReached(incident.passes(20).pages())).toEqual(['ben 20']);
  });

  it('pages whoever a person asks for by name, away or not', () => {
    const incident = begun(['chloe']);
    incident.pages();
    incident.does('ada', { kind: 'addResponders', people: ['chloe'] });
    expect(firstReached(incident.pages())).toEqual(['chloe 0']);
    incident.does('ada', { kind: 'reassign', to: 'chloe' });
    expect(firstReached(incident.pages())).toEqual(['chloe 0']);
  });

  it('asks the holder whose acknowledgement expired, away or not', () => {
    const incident = begun(['ben']);
    incident.does('ben', { kind: 'acknowledge' });
    incident.pages();
    expect(firstReached(incident.passes(30).pages())).toEqual(['ben 30']);
  });
});
