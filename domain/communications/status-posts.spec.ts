import { sampleHandbook, withAutomatic } from '../../test/support/sample-handbook.js';
import { actor, opening, PureIncident } from '../../test/support/story-incident.js';
import { availableActions } from '../incidents/available-actions.js';
import type { Decided } from '../incidents/draft.js';
import { buildCommunicationPlan } from './build-communication-plan.js';
import type { StatusPagePlan, StatusPost } from './status-page.model.js';

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

describe('[G2.5] what is over is not told for ever as going on', () => {
  const second = 'INC-1042/post/2';
  const resolve = { kind: 'resolve', confirm: true } as const;
  const comesBack = (incident: PureIncident): PureIncident => {
    incident.does('ada', resolve);
    incident.does('ada', { kind: 'reopen', reason: 'it is back' });
    return incident;
  };
  const ends = (incident: PureIncident): readonly string[] => {
    incident.does('ada', resolve);
    incident.passes(31);
    expect(incident.state.status).toBe('CLOSED');
    return told(incident);
  };

  it('a problem that came back before its resolution was sent, and is over again', () => {
    expect(ends(comesBack(published()))).toEqual(['INVESTIGATING PUBLISHED', 'RESOLVED PUBLISHED']);
  });

  it('work that went back a phase, and comes to it again', () => {
    const incident = published();
    for (const status of ['IDENTIFIED', 'INVESTIGATING', 'IDENTIFIED'] as const) incident.does('ada', { kind: 'setStatus', status });
    expect(told(incident)).toEqual(['INVESTIGATING PUBLISHED', 'IDENTIFIED DRAFT']);
  });

  it('a service that names no component, of which a person told', () => {
    const { components: _none, ...payments } = sampleHandbook.services['payments'] ?? {};
    const handbook = { ...sampleHandbook, services: { ...sampleHandbook.services, payments } } as typeof sampleHandbook;
    const incident = classified(new PureIncident('SEV1', handbook));
    incident.does('ada', { kind: 'draftStatusPost', phase: 'INVESTIGATING', components: ['api'] });
    incident.does('ada', { kind: 'publishStatusPost', post: first });
    expect(ends(incident)).toEqual(['INVESTIGATING PUBLISHED', 'RESOLVED PUBLISHED']);
    expect(posts(incident)[1]).toMatchObject({ components: ['api'], text: 'The problem with Public API is over.' });
  });

  it('a resolution that a person wrote too early, and threw away', () => {
    const incident = published();
    incident.does('ada', { kind: 'draftStatusPost', phase: 'RESOLVED' });
    incident.does('ada', { kind: 'discardStatusPost', post: second });
    expect(ends(incident)).toEqual(['INVESTIGATING PUBLISHED', 'RESOLVED PUBLISHED']);
  });

  it('an incident of which so much was written that no other post is accepted', () => {
    const incident = published();
    for (let n = 0; n < 99; n += 1) incident.does('ada', { kind: 'draftStatusPost', phase: 'INVESTIGATING', text: `update ${n}` });
    expect(codeOf(incident.does('ada', { kind: 'draftStatusPost', phase: 'INVESTIGATING', text: 'one more' }))).toBe('LIMIT_EXCEEDED');
    expect(ends(incident).at(-1)).toBe('RESOLVED PUBLISHED');
  });

  it('but what a person decided not to tell stays untold', () => {
    const incident = published();
    incident.does('ada', resolve);
    incident.does('ada', { kind: 'discardStatusPost', post: second });
    incident.passes(31);
    expect(told(incident)).toEqual(['INVESTIGATING PUBLISHED']);
  });

  it('no second draft of a phase for which a person’s own waits', () => {
    const incident = published();
    incident.does('ada', { kind: 'draftStatusPost', phase: 'IDENTIFIED', text: 'A bad deploy.' });
    incident.does('ada', { kind: 'setStatus', status: 'IDENTIFIED' });
    expect(told(incident)).toEqual(['INVESTIGATING PUBLISHED', 'IDENTIFIED DRAFT']);
  });

  it('[I8] an incident that began by the rules of before goes on by them', () => {
    const { communications } = opening();
    const { edition: _edition, ...plan } = communications?.statusPage ?? ({} as StatusPagePlan);
    const incident = new PureIncident('SEV1', sampleHandbook, { communications: { statusPage: plan } });
    classified(incident).does('ada', { kind: 'publishStatusPost', post: first });
    expect(ends(comesBack(incident))).toEqual(['INVESTIGATING PUBLISHED']);
  });
});

describe('[G2.5] what a person put right', () => {
  it('stands in the title too, and in what is told next', () => {
    const incident = classified();
    incident.does('ben', { kind: 'publishStatusPost', post: first, text: 'The API fails.', components: ['api'] });
    incident.does('ben', { kind: 'resolve', confirm: true });
    expect(posts(incident)).toMatchObject([
      { title: 'Problem with Public API', text: 'The API fails.', components: ['api'] },
      { title: 'Problem with Public API', text: 'The problem with Public API is over.', components: ['api'] },
    ]);
  });

  it('counts from when it was sent: a draft of before that goes out last is what the public reads now', () => {
    const incident = published();
    incident.does('ada', { kind: 'draftStatusPost', phase: 'MONITORING', text: 'The fix is out.' });
    incident.does('ada', { kind: 'setStatus', status: 'IDENTIFIED' });
    incident.does('ada', { kind: 'publishStatusPost', post: 'INC-1042/post/3' });
    incident.passes(12);
    incident.does('ada', { kind: 'publishStatusPost', post: 'INC-1042/post/2' });
    incident.does('ada', { kind: 'setStatus', status: 'MONITORING' });
    expect(told(incident)).toEqual(['INVESTIGATING PUBLISHED', 'MONITORING PUBLISHED', 'IDENTIFIED PUBLISHED']);
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
