import fc from 'fast-check';
import { aRequest } from '../../test/support/sample-requests.js';
import { answerCoverRequest, coverOf, expireCoverRequest } from './answer-cover-request.js';
import type { CoverAnswer, CoverRequest } from './cover-request.model.js';

const after = (request: CoverRequest, ...answers: readonly CoverAnswer[]): CoverRequest =>
  answers.reduce((sofar, answer) => {
    const decided = answerCoverRequest(sofar, answer);
    return decided.ok ? decided.value : sofar;
  }, request);
const accept = (person: string, at = 100): CoverAnswer => ({ kind: 'ACCEPT', person, at });
const decline = (person: string, at = 100): CoverAnswer => ({ kind: 'DECLINE', person, at });
const withdraw = (person = 'ada', at = 100): CoverAnswer => ({ kind: 'WITHDRAW', person, at });
const refusal = (request: CoverRequest, answer: CoverAnswer) => {
  const decided = answerCoverRequest(request, answer);
  return decided.ok ? null : decided.error.code;
};

describe('[G1.1] a request for cover', () => {
  it('is whose who accepts first; the same again changes nothing, and everybody else is told who was', () => {
    const accepted = after(aRequest(), accept('chloe', 100), accept('ben', 101));
    expect(accepted).toEqual(aRequest({ status: 'ACCEPTED', acceptedBy: 'chloe', settledAt: 100 }));
    expect(after(accepted, accept('chloe', 200))).toBe(accepted);
    expect(answerCoverRequest(accepted, accept('ben'))).toMatchObject({
      error: { code: 'CONFLICT', detail: expect.stringContaining('chloe') },
    });
  });

  it('waits while somebody who was asked has not declined, and for whoever changes their mind', () => {
    const one = after(aRequest(), decline('ben', 100), decline('ben', 150));
    expect(one).toEqual(aRequest({ declined: ['ben'] }));
    expect(after(one, accept('ben', 200))).toEqual(aRequest({ status: 'ACCEPTED', acceptedBy: 'ben', settledAt: 200 }));
    expect(after(one, decline('chloe', 300))).toEqual(aRequest({ status: 'DECLINED', declined: ['ben', 'chloe'], settledAt: 300 }));
  });

  it('is the asker’s alone to withdraw, and only whom it asks can answer', () => {
    expect(after(aRequest(), withdraw())).toEqual(aRequest({ status: 'WITHDRAWN', settledAt: 100 }));
    expect(refusal(aRequest(), withdraw('ben'))).toBe('FORBIDDEN');
    for (const stranger of ['ada', 'dan', 'constructor'])
      for (const answer of [accept(stranger), decline(stranger)]) expect(refusal(aRequest(), answer)).toBe('FORBIDDEN');
  });

  it('cannot be answered from its deadline on, but withdrawn; and nobody in time is nobody', () => {
    expect(refusal(aRequest(), accept('ben', 899))).toBeNull();
    for (const answer of [accept('ben', 900), decline('ben', 900)]) expect(refusal(aRequest(), answer)).toBe('CONFLICT');
    expect(refusal(aRequest(), withdraw('ada', 900))).toBeNull();
    const expired = expireCoverRequest(aRequest());
    expect(expired).toEqual(aRequest({ status: 'EXPIRED', settledAt: 900 }));
    expect(expireCoverRequest(after(aRequest(), accept('ben')))).toMatchObject({ status: 'ACCEPTED' });
    for (const answer of [accept('ben'), decline('ben'), withdraw()]) expect(refusal(expired, answer)).toBe('CONFLICT');
  });

  it('becomes a cover of that time, or of what was left of it when it was accepted', () => {
    expect(coverOf(aRequest())).toBeNull();
    expect(coverOf(after(aRequest(), withdraw()))).toBeNull();
    expect(coverOf(after(aRequest(), accept('ben')))).toMatchObject({
      id: 'COV-12',
      person: 'ben',
      relieves: ['ada'],
      from: 1_000,
      to: 2_000,
      recordedAt: 100,
    });
    expect(coverOf(after(aRequest({ answerBy: 1_500 }), accept('ben', 1_200)))).toMatchObject({ from: 1_200, recordedAt: 1_200 });
  });

  it('whatever is answered in whatever order: what is settled stays, and only an acceptance by somebody who was asked is a cover', () => {
    const answers = fc.array(
      fc.record({
        kind: fc.constantFrom('ACCEPT' as const, 'DECLINE' as const, 'WITHDRAW' as const),
        person: fc.constantFrom('ada', 'ben', 'chloe', 'dan'),
        at: fc.integer({ min: 0, max: 1_100 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(answers, (given) => {
        const states = given.map((_, index) => after(aRequest(), ...given.slice(0, index + 1)));
        const settled = states.findIndex(({ status }) => status !== 'ASKED');
        const last = states.at(-1) ?? aRequest();
        expect(coverOf(last) === null).toBe(last.status !== 'ACCEPTED');
        if (settled >= 0) expect(last).toEqual(states[settled]);
        if (last.acceptedBy !== null) expect(last.candidates).toContain(last.acceptedBy);
      }),
    );
  });
});
