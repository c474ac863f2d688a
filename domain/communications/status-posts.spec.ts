import { sampleHandbook, withAutomatic } from '../../test/support/sample-handbook.js';
import { actor, opening, PureIncident } from '../../test/support/story-incident.js';
import { availableActions } from '../incidents/available-actions.js';
import type { Decided } from '../incidents/draft.js';
import { buildCommunicationPlan } from './build-communication-plan.js';
import type { StatusPost } from './status-page.model.js';

const posts = (incident: PureIncident): readonly StatusPost[] => incident.state.statusPage?.posts ?? [];
const told = (incident: PureIncident): readonly string[] => posts(incident).map(({ phase, state }) => `${phase} ${state}`);
const codeOf = (decided: Decided): string => (decided.ok ? decided.value.outcome : decided.error.code);
const first = 'INC-1042/post/1';
const classified = (incident = new PureIncident()): PureIncident => {
  incident.does('ada', { kind: 'classify', severity: 'SEV1' });
  return incident;
};
const published = (): PureIncident => {
  const incident = classified();
  incident.does('ada', { kind: 'publishStatusPost', post: first });
  return incident;
};

describe('[G2.5] what is drafted for the status page', () => {
  it('nothing before a person has classified the incident, whatever alerts propose', () => {
    const incident = new PureIncident('SEV1');
    incident.does('ada', { kind: 'setStatus', status: 'IDENTIFIED' });
    expect(told(incident)).toEqual([]);
  });

  it('at the classification, in the words of the handbook and never of the alert', () => {
    const [post] = posts(classified());
    expect(post).toMatchObject({ title: 'Problem with Card payments', phase: 'INVESTIGATING', impact: 'CRITICAL', state: 'DRAFT' });
    expect(post?.text).toBe('We are looking into a problem with Card payments, since 1970-01-01 00:00 UTC.');
    expect(JSON.stringify(post)).not.toContain('ErrorRateHigh');
  });

  it('at the beginning, when a person declared the incident', () => {
    expect(told(new PureIncident('SEV2', sampleHandbook, { declaredBy: actor('ada') }))).toEqual(['INVESTIGATING DRAFT']);
  });

  it('nothing for a severity below the one that the handbook names, until something was told', () => {
    const incident = new PureIncident('SEV3');
    incident.does('ada', { kind: 'classify', severity: 'SEV3' });
    expect(told(incident)).toEqual([]);
    incident.does('ada', { kind: 'classify', severity: 'SEV2' });
    expect(told(incident)).toEqual(['INVESTIGATING DRAFT']);
  });

  it('an update for each new phase; it takes the place of a draft that nobody sent', () => {
    const incident = classified();
    incident.does('ada', { kind: 'setStatus', status: 'IDENTIFIED' });
    expect(told(incident)).toEqual(['IDENTIFIED DRAFT']);
    incident.does('ada', { kind: 'setStatus', status: 'IDENTIFIED', text: 'a bad deploy' });
    expect(told(incident)).toEqual(['IDENTIFIED DRAFT']);
  });

  it('the resolution only where the public knows of the problem', () => {
    const silent = classified();
    silent.does('ada', { kind: 'resolve', confirm: true });
    expect(told(silent)).toEqual([]);
    const known = published();
    known.does('ada', { kind: 'resolve', confirm: true });
    expect(told(known)).toEqual(['INVESTIGATING PUBLISHED', 'RESOLVED DRAFT']);
  });

  it('a phase is drafted once: what a person discarded does not come back', () => {
    const incident = classified();
    incident.does('ada', { kind: 'discardStatusPost', post: first });
    incident.does('ada', { kind: 'classify', severity: 'SEV2', reason: 'less than it seemed' });
    expect(told(incident)).toEqual([]);
  });

  it('what a person wrote stays when the work comes further', () => {
    const incident = classified();
    incident.does('ada', { kind: 'draftStatusPost', phase: 'INVESTIGATING', text: 'Cards fail.', components: ['payments', 'api'] });
    incident.does('ada', { kind: 'setStatus', status: 'MONITORING' });
    expect(posts(incident).map(({ text }) => text)).toEqual([
      'Cards fail.',
      'A fix for Card payments is in place, and we are watching it.',
    ]);
  });

  it('a problem that comes back is told again', () => {
    const incident = published();
    incident.does('ada', { kind: 'resolve', confirm: true });
    incident.does('ada', { kind: 'publishStatusPost', post: 'INC-1042/post/2' });
    incident.does('ada', { kind: 'reopen', reason: 'it is back' });
    expect(told(incident)).toEqual(['INVESTIGATING PUBLISHED', 'RESOLVED PUBLISHED', 'INVESTIGATING DRAFT']);
  });
});

describe('[G2.5] what the public is told', () => {
  it('a draft that a person sends, as they corrected it, as bad as the incident is then', () => {
    const incident = classified();
    incident.does('ada', { kind: 'classify', severity: 'SEV2', reason: 'some cards work' });
    incident.does('ben', { kind: 'publishStatusPost', post: first, text: ' Some cards fail. ', components: ['api'] });
    expect(posts(incident)[0]).toMatchObject({
      state: 'PUBLISHED',
      publishedBy: 'ben',
      text: 'Some cards fail.',
      components: ['api'],
      impact: 'MAJOR',
    });
  });

  it('the same draft once, however often it is sent', () => {
    const incident = published();
    expect(codeOf(incident.does('ada', { kind: 'publishStatusPost', post: first }))).toBe('ALREADY');
    expect(incident.events.filter(({ type }) => type === 'StatusPostApproved')).toHaveLength(1);
  });

  it('of itself only where every component says so, and a proven person classified', () => {
    const handbook = withAutomatic('payments');
    expect(told(classified(new PureIncident('SEV1', handbook)))).toEqual(['INVESTIGATING PUBLISHED']);
    const unverified = new PureIncident('SEV2', handbook);
    unverified.decide({ kind: 'classify', severity: 'SEV1', by: { person: 'ada', via: 'TEMPORAL_UI', verified: false } });
    expect(told(unverified)).toEqual(['INVESTIGATING DRAFT']);
    const both = {
      ...handbook,
      services: { ...handbook.services, payments: { ...sampleHandbook.services['payments'], components: ['payments', 'api'] } },
    };
    expect(told(classified(new PureIncident('SEV1', both as typeof handbook)))).toEqual(['INVESTIGATING DRAFT']);
  });

  it('the end at the latest when the reopen window ends, and the incident closes after it', () => {
    const incident = published();
    incident.does('ada', { kind: 'resolve', confirm: true });
    incident.passes(31);
    expect(told(incident)).toEqual(['INVESTIGATING PUBLISHED', 'RESOLVED PUBLISHED']);
    expect(incident.events.slice(-3).map(({ type }) => type)).toEqual(['StatusPostApproved', 'StatusPostPublished', 'Closed']);
  });

  it('not again after the page refused it: it is a draft with the reason, and the incident closes', () => {
    const incident = published();
    incident.page = () => ({ status: 'REFUSED', code: 'HTTP_401', reason: 'the token is wrong' });
    incident.does('ada', { kind: 'resolve', confirm: true });
    incident.passes(31);
    expect(posts(incident).at(-1)).toMatchObject({ state: 'DRAFT', refusal: 'the token is wrong' });
    expect(incident.state.status).toBe('CLOSED');
  });

  it('and what was told cannot be canceled away', () => {
    expect(codeOf(published().does('ada', { kind: 'cancel', reason: 'a test' }))).toBe('CONFLICT');
    expect(codeOf(classified().does('ada', { kind: 'cancel', reason: 'a test' }))).toBe('APPLIED');
  });
});

describe('what is refused, with a code and the state unchanged', () => {
  const restricted = (): PureIncident => classified(new PureIncident('SEV1', sampleHandbook, { visibility: 'RESTRICTED' }));
  const cases: readonly (readonly [code: string, incident: () => PureIncident, ask: (incident: PureIncident) => Decided])[] = [
    ['RESTRICTED_INCIDENT', restricted, (it) => it.does('ada', { kind: 'publishStatusPost', post: first })],
    ['RESTRICTED_INCIDENT', restricted, (it) => it.does('ada', { kind: 'draftStatusPost', phase: 'IDENTIFIED', text: 'x' })],
    [
      'NO_STATUS_PAGE',
      () => new PureIncident('SEV1', sampleHandbook, { test: true }),
      (it) => it.does('ada', { kind: 'publishStatusPost', post: first }),
    ],
    ['NOT_FOUND', classified, (it) => it.does('ada', { kind: 'publishStatusPost', post: 'INC-1042/post/9' })],
    ['INVALID_INPUT', classified, (it) => it.does('ada', { kind: 'publishStatusPost', post: first, text: '  ' })],
    ['INVALID_INPUT', classified, (it) => it.does('ada', { kind: 'draftStatusPost', phase: 'IDENTIFIED', text: 'x'.repeat(2_001) })],
    ['INVALID_INPUT', classified, (it) => it.does('ada', { kind: 'draftStatusPost', phase: 'IDENTIFIED', components: ['moon'] })],
    ['CONFLICT', published, (it) => it.does('ada', { kind: 'discardStatusPost', post: first })],
    [
      'INCIDENT_CLOSED',
      () => {
        const it = classified();
        it.does('ada', { kind: 'cancel', reason: 'none' });
        return it;
      },
      (it) => it.does('ada', { kind: 'publishStatusPost', post: first }),
    ],
    [
      'NOT_CLASSIFIED',
      () => {
        const it = new PureIncident();
        it.does('ada', { kind: 'draftStatusPost', phase: 'INVESTIGATING' });
        return it;
      },
      (it) => it.does('ada', { kind: 'publishStatusPost', post: first }),
    ],
    [
      'UNVERIFIED_ACTOR',
      classified,
      (it) => it.decide({ kind: 'publishStatusPost', post: first, by: { person: 'ada', via: 'TEMPORAL_UI', verified: false } }),
    ],
  ];

  it.each(cases)('%s', (code, begun, ask) => {
    const incident = begun();
    const before = incident.state;
    expect(codeOf(ask(incident))).toBe(code);
    expect(incident.state).toEqual(before);
  });

  it('INCIDENT_CLOSED after the incident was handed to post-incident work', () => {
    const incident = published();
    incident.state = { ...incident.state, status: 'POST_INCIDENT' };
    expect(codeOf(incident.does('ada', { kind: 'draftStatusPost', phase: 'RESOLVED' }))).toBe('INCIDENT_CLOSED');
  });

  it('[I10] nothing is pinned, drafted or offered for a restricted incident', () => {
    const planned = { ...opening(), visibility: 'RESTRICTED' as const };
    expect(buildCommunicationPlan(sampleHandbook, planned)).toBeUndefined();
    expect(told(restricted())).toEqual([]);
    expect(availableActions(restricted().state)).not.toContain('draftStatusPost');
  });
});

it('offers to publish what is drafted, and nothing when there is nothing', () => {
  expect(availableActions(new PureIncident().state)).not.toContain('publishStatusPost');
  expect(availableActions(classified().state)).toEqual(
    expect.arrayContaining(['draftStatusPost', 'publishStatusPost', 'discardStatusPost']),
  );
});
