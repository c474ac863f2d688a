import { acceptHandoff, supersedeHandoff } from './decide-handoff.js';
import { beginResolutionHandoff, type OverIncident, workedDaysOf } from './decide-resolution.js';

const AT = Date.parse('2026-11-28T02:10:00Z');
const over: OverIncident = {
  incidentKey: 'INC-1042',
  generation: 3,
  schedule: 'on-call',
  visibility: 'INTERNAL',
  holder: 'ben',
  resolvedBy: 'chloe',
  resolvedAt: AT,
};

describe('[G1.3] the handoff of a resolution', () => {
  it('asks whoever is on call to accept it', () => {
    expect(beginResolutionHandoff(over, 'ada', AT + 1)).toEqual({
      id: 'INC-1042/resolved/3',
      rule: 'resolution',
      schedule: 'on-call',
      incidentKey: 'INC-1042',
      outgoing: 'ben',
      incoming: 'ada',
      at: AT,
      acceptBy: AT + 1,
      status: 'PENDING',
      acceptedAt: null,
    });
  });

  it.each([['ben'], ['chloe'], [null]])('asks not %s, who had it, resolved it, or is nobody', (incoming) => {
    expect(beginResolutionHandoff(over, incoming, AT + 1)).toBeNull();
  });

  it('[I10] does not record who had a restricted incident', () => {
    expect(beginResolutionHandoff({ ...over, visibility: 'RESTRICTED' }, 'ada', AT + 1)).toMatchObject({ outgoing: null, incoming: 'ada' });
  });

  it('is over once the incident was reopened', () => {
    const begun = beginResolutionHandoff(over, 'ada', AT + 1);
    if (begun === null) throw new Error('nobody was asked');
    expect(acceptHandoff(supersedeHandoff(begun), 'ada', AT)).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT', detail: expect.stringContaining('reopened') },
    });
  });

  it('knows the working days of the handbook', () => {
    const hours = { timezone: 'UTC', days: [0], fromMinute: 0, toMinute: 60, holidays: [] };
    expect(workedDaysOf({ workingHours: hours }).days).toEqual([0]);
    expect(workedDaysOf({})).toEqual({ days: [1, 2, 3, 4, 5], holidays: [] });
  });
});
