import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import { firstReached, PureIncident } from '../../test/support/story-incident.js';
import type { EscalationPolicy, Handbook } from '../handbook/handbook.model.js';
import { HOUR_MS, MINUTE_MS } from '../instant.js';

const perStep: Handbook = { ...sampleHandbook, escalation: { standard: { ...standardPolicy, timing: 'perStep' } } };
const byMail = (incident: PureIncident): readonly string[] => incident.pages().map(({ person, minute }) => `${person} ${minute}`);

describe('the ladder [G1.2]', () => {
  it.each(['SEV1', 'SEV2'] as const)('of a %s, read cumulatively, pages at 0, 15, 30, 60 and 120 minutes', (severity) => {
    const pages = firstReached(new PureIncident(severity).passes(125).pages());
    expect(pages).toEqual(['ada 0', 'ben 15', 'engineering-lead 30', 'cto 60', 'support-manager 120', 'operations-manager 120']);
  });

  it.each(['SEV1', 'SEV2'] as const)('of a %s, read per step, pages at 0, 15, 45, 105 and 225 minutes', (severity) => {
    const pages = firstReached(new PureIncident(severity, perStep).passes(230).pages());
    expect(pages).toEqual(['ada 0', 'ben 15', 'engineering-lead 45', 'cto 105', 'support-manager 225', 'operations-manager 225']);
  });

  it.each([
    ['SEV3', 240],
    ['SEV4', 1440],
  ] as const)('of a %s waits %i minutes a step, ends at the lead, and wakes nobody', (severity, wait) => {
    const incident = new PureIncident(severity).passes(3 * wait);
    const expected = [
      ['ada', 0],
      ['ben', 1],
      ['engineering-lead', 2],
      ['support-manager', 3],
      ['operations-manager', 3],
    ] as const;
    expect(byMail(incident)).toEqual(expected.map(([person, step]) => `${person}/email ${step * wait}`));
  });

  it('calls the catch-all again every half hour until somebody answers', () => {
    const incident = new PureIncident().passes(119);
    incident.pages();
    expect(firstReached(incident.passes(62).pages()).filter((page) => page.startsWith('support'))).toEqual([
      'support-manager 120',
      'support-manager 150',
      'support-manager 180',
    ]);
  });

  it('[I4] after an outage pages every missed step once, and the catch-all once for all its rounds', () => {
    const incident = new PureIncident();
    incident.pages();
    const pages = firstReached(incident.sleeps(300).pages());
    expect(pages).toEqual(['ben 300', 'engineering-lead 300', 'cto 300', 'support-manager 300', 'operations-manager 300']);
    expect(firstReached(incident.passes(29).pages())).toEqual([]);
  });

  it('counts the windows after an outage from the deadlines, so that lateness never adds up', () => {
    const incident = new PureIncident();
    incident.pages();
    expect(firstReached(incident.sleeps(20).pages())).toEqual(['ben 20']);
    expect(firstReached(incident.passes(10).pages())).toEqual(['engineering-lead 30']);
  });

  it('goes to the next method at once when a channel is dead for good', () => {
    const incident = new PureIncident();
    incident.pages();
    incident.channel = ({ method }) =>
      method === 'ntfy' ? { status: 'FAILED', code: 'GONE', reason: 'no topic' } : { status: 'SENT', receipt: '' };
    expect(byMail(incident.passes(15))).toContain('ben/email 15');
  });

  it('[I15] goes to the next step at once when every method of a person is dead', () => {
    const incident = new PureIncident();
    incident.pages();
    incident.channel = ({ person }) =>
      person === 'ben' ? { status: 'FAILED', code: 'GONE', reason: 'dead' } : { status: 'SENT', receipt: '' };
    expect(firstReached(incident.passes(15).pages())).toEqual(['engineering-lead 15']);
  });

  it('[I15] skips who left the handbook, says why, and pages the next one at once', () => {
    const incident = new PureIncident();
    incident.gone.add('ben');
    expect(firstReached(incident.passes(15).pages())).toEqual(['ada 0', 'engineering-lead 15']);
    const skipped = incident.events.flatMap((event) => (event.type === 'RespondersFound' ? event.skipped : []));
    expect(skipped).toEqual([{ target: 'ben', reason: 'NOT_IN_HANDBOOK' }]);
  });

  it('[I15] reaches the catch-all at once when nobody of the ladder is left, and asks again later', () => {
    const incident = new PureIncident();
    for (const person of ['ben', 'engineering-lead', 'cto']) incident.gone.add(person);
    incident.pages();
    expect(firstReached(incident.passes(15).pages())).toEqual(['support-manager 15', 'operations-manager 15']);
    expect(firstReached(incident.passes(30).pages())).toEqual(['support-manager 45', 'operations-manager 45']);
  });

  it('an added helper whose channels are dead does not move the ladder', () => {
    const incident = new PureIncident();
    incident.does('ada', { kind: 'addResponders', people: ['chloe'] });
    incident.gone.add('dan');
    incident.does('ada', { kind: 'addResponders', people: ['dan'] });
    expect(firstReached(incident.passes(14).pages())).toEqual(['ada 0', 'chloe 0']);
    expect(incident.state.ladder).toMatchObject({ step: 0 });
  });

  it('a deadline is met to the millisecond, not before', () => {
    const incident = new PureIncident();
    incident.pages();
    incident.at = HOUR_MS / 4 - 1;
    incident.decide({ kind: 'tick' });
    expect(incident.pages().filter(({ person }) => person.startsWith('ben'))).toEqual([]);
    incident.at += 1;
    incident.decide({ kind: 'tick' });
    expect(firstReached(incident.pages())).toEqual(['ben 15']);
  });
});

describe('[G1.2] a ladder with more than steps', () => {
  const person = (id: string) => ({ kind: 'person' as const, id });
  const handbookOf = (policy: Partial<EscalationPolicy>): Handbook => ({
    ...sampleHandbook,
    escalation: { standard: { ...standardPolicy, ...policy } },
  });
  const page = (id: string, minutes: number) => ({ targets: [person(id)], answerWithinMs: minutes * MINUTE_MS });

  it('pages a step again while it waits, and passes the repetition over once its person declines', () => {
    const steps = [{ ...page('ada', 15), pageAgainEveryMs: 5 * MINUTE_MS }, page('ben', 30)];
    const incident = new PureIncident('SEV1', handbookOf({ steps }));
    expect(firstReached(incident.passes(6).pages())).toEqual(['ada 0', 'ada 5']);
    incident.does('ada', { kind: 'decline' });
    expect(firstReached(incident.pages())).toEqual(['ben 6']);
  });

  it('waits without paging, and keeps the later times', () => {
    const incident = new PureIncident('SEV1', handbookOf({ steps: [{ waitMs: 5 * MINUTE_MS }, page('ada', 15), page('ben', 30)] }));
    expect(firstReached(incident.passes(36).pages())).toEqual(['ada 5', 'ben 20', 'support-manager 35', 'operations-manager 35']);
  });

  it('tells people without waking them, and goes on at the same instant', () => {
    const incident = new PureIncident('SEV1', handbookOf({ steps: [page('ada', 15), { tell: [person('cto')] }, page('ben', 30)] }));
    incident.pages();
    expect(byMail(incident.passes(15)).filter((one) => one.endsWith(' 15'))).toEqual(['cto/email 15', 'ben/ntfy 15']);
  });

  it('[I15] after a wait, passes a step over at once whose person has left', () => {
    const incident = new PureIncident('SEV1', handbookOf({ steps: [{ waitMs: MINUTE_MS }, page('dan', 15), page('ben', 30)] }));
    incident.gone.add('dan');
    expect(firstReached(incident.passes(1).pages())).toEqual(['ben 1']);
  });

  it('goes through its steps again before it calls the catch-all', () => {
    const incident = new PureIncident('SEV1', handbookOf({ steps: [page('ada', 10), page('ben', 20)], repeats: 1 }));
    expect(firstReached(incident.passes(41).pages())).toEqual([
      'ada 0',
      'ben 10',
      'ada 20',
      'ben 30',
      'support-manager 40',
      'operations-manager 40',
    ]);
  });
});
