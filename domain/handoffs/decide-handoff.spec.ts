import fc from 'fast-check';
import type { HandoffRule } from '../handbook/handbook.model.js';
import { MINUTE_MS } from '../instant.js';
import { acceptHandoff, beginHandoff, isWaiting, missHandoff, supersedeHandoff } from './decide-handoff.js';
import type { Handoff } from './handoff.model.js';

const AT = Date.parse('2026-11-30T14:00:00Z');
const rule: HandoffRule = {
  id: 'weekly',
  schedule: 'on-call',
  timezone: 'America/New_York',
  weekday: 1,
  minute: 540,
  acceptWithinMs: 30 * MINUTE_MS,
  otherwise: [{ kind: 'person', id: 'support-manager' }],
};
const begun = (outgoing: string | null, incoming: string | null): Handoff => beginHandoff(rule, { outgoing, incoming, at: AT });

describe('[G1.3] a handoff', () => {
  it('asks the incoming person to accept it within the time of its rule', () => {
    expect(begun('ada', 'ben')).toMatchObject({ id: 'on-call/2026-11-30T14:00Z', status: 'PENDING', acceptBy: AT + 30 * MINUTE_MS });
  });

  it.each([
    ['ada', 'ada'],
    ['ada', null],
    [null, null],
  ])('asks nobody from %s to %s', (outgoing, incoming) => {
    expect(begun(outgoing, incoming)).toMatchObject({ status: 'BRIEFED', acceptBy: null });
  });

  it('is accepted by the incoming person alone, also late, and once', () => {
    const overdue = missHandoff(begun('ada', 'ben'));
    expect(acceptHandoff(overdue, 'ada', AT)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    const accepted = acceptHandoff(overdue, 'ben', AT + 1);
    expect(accepted).toMatchObject({ ok: true, value: { status: 'ACCEPTED', acceptedAt: AT + 1 } });
    if (accepted.ok) expect(acceptHandoff(accepted.value, 'ben', AT + 2)).toEqual({ ok: true, value: accepted.value });
  });

  it('cannot be accepted where nobody was asked, or once the next one has begun', () => {
    expect(acceptHandoff(begun('ada', 'ada'), 'ada', AT)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(acceptHandoff(supersedeHandoff(begun('ada', 'ben')), 'ben', AT)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });

  it('stays accepted, whatever time does', () => {
    const steps = fc.array(fc.constantFrom(missHandoff, supersedeHandoff), { maxLength: 6 });
    fc.assert(
      fc.property(steps, (later) => {
        const accepted = acceptHandoff(begun('ada', 'ben'), 'ben', AT);
        if (!accepted.ok) throw new Error(accepted.error.detail);
        expect(later.reduce((handoff, step) => step(handoff), accepted.value)).toEqual(accepted.value);
        expect(isWaiting(accepted.value)).toBe(false);
      }),
    );
  });
});
