import fc from 'fast-check';
import { sampleHandbook, standardPolicy } from '../../test/support/sample-handbook.js';
import { happenings, happens } from '../../test/support/story-arbitraries.js';
import { actor, firstReached, PureIncident } from '../../test/support/story-incident.js';
import { buildPlan } from '../escalation/build-plan.js';
import { isPaging } from '../escalation/plan-steps.js';
import type { EscalationPolicy, PagingStep, PolicyStep } from '../handbook/handbook.model.js';
import { HOUR_MS, MINUTE_MS } from '../instant.js';
import { availableActions } from './available-actions.js';
import { eventSentence } from './event-sentence.js';
import type { Adoption } from './incident-command.model.js';

const page = (id: string, minutes: number): PolicyStep => ({ targets: [{ kind: 'person', id }], answerWithinMs: minutes * MINUTE_MS });
const [primary, secondary] = standardPolicy.steps as readonly [PagingStep, PagingStep];

function version(handbookVersionId: number, policy: Partial<EscalationPolicy>): Adoption {
  return {
    handbookVersionId,
    plan: buildPlan({ ...sampleHandbook, escalation: { standard: { ...standardPolicy, ...policy } } }, 'payments'),
  };
}

/** The same people, each asked after a third of the time: at 0, 5, 10 and 20 minutes, the catch-all at 40. */
const faster = version(2, {
  steps: standardPolicy.steps.map((step) => (isPaging(step) ? { ...step, answerWithinMs: step.answerWithinMs / 3 } : step)),
});

const adopts = (incident: PureIncident, adoption: Adoption) => incident.does('ada', { kind: 'adoptPolicy', adopts: adoption });
const begun = (minutes: number): PureIncident => {
  const incident = new PureIncident().passes(minutes);
  incident.pages();
  return incident;
};

describe('[G1.2] a running incident that adopts another policy', () => {
  it('keeps its place in time: the next windows are those of the new plan, counted from the first page', () => {
    const incident = begun(2);
    expect(adopts(incident, faster)).toMatchObject({ value: { outcome: 'APPLIED' } });
    expect(incident.pages()).toEqual([]);
    expect(firstReached(incident.passes(60).pages())).toEqual([
      'ben 5',
      'engineering-lead 10',
      'cto 20',
      'support-manager 40',
      'operations-manager 40',
    ]);
  });

  it('asks at once, and once, whoever should have been asked by now, and nobody a second time', () => {
    const incident = begun(16);
    adopts(incident, faster);
    expect(firstReached(incident.pages())).toEqual(['engineering-lead 16']);
    expect(incident.state.ladder).toEqual({ kind: 'STEP', step: 2, dueAt: 20 * MINUTE_MS });
    expect(firstReached(incident.passes(10).pages())).toEqual(['cto 20']);
  });

  it('asks the catch-all at once when the whole new ladder is past', () => {
    const incident = begun(50);
    adopts(incident, faster);
    expect(firstReached(incident.pages())).toEqual(['cto 50', 'support-manager 50', 'operations-manager 50']);
    expect(firstReached(incident.passes(30).pages())).toEqual(['support-manager 80', 'operations-manager 80']);
  });

  it('repairs a policy that named somebody else: who is new is asked at once, who was asked is not', () => {
    const incident = begun(16);
    adopts(incident, version(2, { steps: [page('dan', 15), secondary, page('cto', 60)] }));
    expect(firstReached(incident.pages())).toEqual(['dan 16']);
    expect(firstReached(incident.passes(43).pages())).toEqual(['cto 30']);
  });

  it('never goes back behind whom it asked last, where the new windows are longer', () => {
    const incident = begun(16);
    adopts(incident, version(2, { steps: [page('ada', 60), { ...secondary, answerWithinMs: 2 * HOUR_MS }, page('cto', 180)] }));
    // Ada is named by another target: she is asked by it.
    expect(firstReached(incident.pages())).toEqual(['ada 16']);
    expect(firstReached(incident.passes(150).pages())).toEqual(['cto 120']);
  });

  it('counts from a jump where one re-based the ladder', () => {
    const incident = begun(3);
    incident.does('ada', { kind: 'escalateNow' });
    expect(firstReached(incident.pages())).toEqual(['ben 3']);
    incident.passes(1);
    adopts(incident, faster);
    expect(incident.pages().filter(({ person }) => person.endsWith('ntfy'))).toEqual([]);
    expect(firstReached(incident.passes(10).pages())).toEqual(['engineering-lead 8']);
  });

  it('goes on where the catch-all was asked before and the new ladder is longer', () => {
    const incident = begun(121);
    adopts(incident, version(2, { steps: [...standardPolicy.steps, page('dan', 180)] }));
    expect(firstReached(incident.pages())).toEqual(['dan 121']);
    expect(firstReached(incident.passes(60).pages())).toEqual(['support-manager 180', 'operations-manager 180']);
  });

  it('keeps what is under way: the next contact method, the decline of whoever was asked, whoever has still to be found', () => {
    const incident = new PureIncident();
    incident.pages();
    adopts(incident, version(2, { steps: [page('dan', 10), { ...primary, answerWithinMs: 20 * MINUTE_MS }, secondary] }));
    expect(firstReached(incident.pages())).toEqual(['dan 0']);
    expect(incident.state.ladder).toMatchObject({ kind: 'STEP', step: 1 });
    expect(incident.passes(1).pages()).toContainEqual({ person: 'ada/email', minute: 1 });
    incident.does('ada', { kind: 'decline' });
    expect(firstReached(incident.pages())).toEqual(['ben 1']);
  });

  it('while it is held changes only what would follow', () => {
    const incident = begun(16);
    incident.does('ben', { kind: 'acknowledge' });
    adopts(incident, version(2, { steps: [page('dan', 1), primary, secondary, page('cto', 60)], ackExpiresAfterMs: {} }));
    expect(incident.state).toMatchObject({ holder: { person: 'ben' }, ladder: null, resumeStep: 2, handbookVersionId: 2 });
    expect(incident.passes(20).pages()).toEqual([]);
    incident.does('ben', { kind: 'unacknowledge' });
    expect(firstReached(incident.pages())).toEqual(['ben 36']);
  });

  it('while one person is asked first, goes on at the same step of the new plan', () => {
    const incident = begun(16);
    incident.does('ada', { kind: 'reassign', to: 'chloe' });
    adopts(incident, faster);
    expect(firstReached(incident.pages())).toEqual(['chloe 16']);
    expect(firstReached(incident.passes(15).pages())).toEqual(['ben 31']);
    expect(firstReached(incident.passes(5).pages())).toEqual(['engineering-lead 36']);
  });

  it('says so on the timeline; a second time is ALREADY, after the end refused, and from the Temporal UI too', () => {
    const incident = begun(2);
    incident.decide({ kind: 'adoptPolicy', adopts: faster, reason: ' too slow ', by: actor('ada') });
    const adopted = incident.events.find(({ type }) => type === 'PolicyAdopted');
    expect(adopted && eventSentence(adopted)).toBe('ada adopted the policy of version 2 instead of 1: too slow');
    expect(incident.state.handbookVersionId).toBe(2);
    expect(adopts(incident, faster)).toEqual({ ok: true, value: { outcome: 'ALREADY', events: [] } });
    const unverified = { ...actor('ada'), via: 'TEMPORAL_UI' as const, verified: false };
    expect(incident.decide({ kind: 'adoptPolicy', by: unverified })).toMatchObject({ error: { code: 'UNVERIFIED_ACTOR' } });
    expect(incident.does('ada', { kind: 'adoptPolicy' })).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    expect(availableActions(incident.state)).toContain('adoptPolicy');
    incident.does('ada', { kind: 'resolve', confirm: true });
    expect(adopts(incident, version(3, {}))).toMatchObject({ error: { code: 'INCIDENT_CLOSED' } });
    expect(availableActions(incident.state)).not.toContain('adoptPolicy');
  });

  it('may adopt again and again, back to the first one too, and asks nobody twice', () => {
    const incident = begun(16);
    adopts(incident, faster);
    adopts(incident, version(1, {}));
    adopts(incident, { ...faster, handbookVersionId: 3 });
    expect(firstReached(incident.pages())).toEqual(['engineering-lead 16']);
    expect(firstReached(incident.passes(30).pages())).toEqual(['cto 20', 'support-manager 40', 'operations-manager 40']);
  });

  it('[I3] [I15] gives every page a key of its own, whatever happens around it, and never stops', () => {
    fc.assert(
      fc.property(happenings, happenings, fc.integer({ min: 2, max: 5 }), (before, after, handbookVersionId) => {
        const incident = new PureIncident();
        for (const what of before) happens(incident, what);
        adopts(incident, { ...faster, handbookVersionId });
        for (const what of after) happens(incident, what);
        const ids = incident.events.flatMap((event) => (event.type === 'Summoned' ? [event.summons.id] : []));
        expect(ids).toEqual([...new Set(ids)]);
        const { ladder, holder, snoozedUntil, status } = incident.state;
        const isOpen = ['TRIAGE', 'INVESTIGATING', 'IDENTIFIED', 'MONITORING'].includes(status);
        expect(!isOpen || ladder !== null || holder !== null || snoozedUntil !== null).toBe(true);
      }),
      { numRuns: 300, seed: 20_261_127 },
    );
  });
});
