import { aCover } from '../../test/support/sample-covers.js';
import { endCover } from './end-cover.js';

const cover = aCover({ from: 100, to: 200, recordedAt: 10, person: 'chloe', relieves: ['ada'], by: 'ada' });
const by = (person: string, role = 'RESPONDER') => ({ person, role });

describe('[G1.1] giving a cover back', () => {
  it('is for whoever covers, whoever is relieved, and an administrator, before and while it holds', () => {
    for (const who of [by('chloe'), by('ada'), by('dan', 'ADMIN')])
      for (const at of [50, 150])
        expect(endCover(cover, who, at)).toEqual({ ok: true, value: { ...cover, endedAt: at, endedBy: who.person } });
    expect(endCover({ ...cover, recordedAt: 80 }, by('chloe'), 79)).toMatchObject({ value: { endedAt: 80 } });
    expect(endCover(cover, by('dan'), 150)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });

  it('is once: a second time changes nothing, and what is over stays as it was', () => {
    const ended = { ...cover, endedAt: 120, endedBy: 'ada' };
    expect(endCover(ended, by('chloe'), 150)).toEqual({ ok: true, value: ended });
    expect(endCover(cover, by('chloe'), 200)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });
});
