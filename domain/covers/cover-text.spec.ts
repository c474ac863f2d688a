import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { aCover } from '../../test/support/sample-covers.js';
import { HOUR_MS } from '../instant.js';
import { concernedBy, coverNotice } from './cover-text.js';

const T = Date.parse('2026-11-24T12:00:00Z');
const taken = aCover({
  id: 'COV-12',
  from: T,
  to: T + 4 * HOUR_MS,
  person: 'chloe',
  relieves: ['ada'],
  by: 'chloe',
  reason: 'ada\nsleeps',
});
const told = (cover: typeof taken, person: string) => coverNotice(cover, { person, timezone: 'Europe/London', rules: temporalZoneRules() });

describe('[G1.1] what people are told of a cover', () => {
  it('is, to whoever was relieved, who took it, until when in their own zone, and why; to nobody else', () => {
    expect(concernedBy(taken)).toEqual(['ada']);
    expect(told(taken, 'ada')).toEqual({
      key: 'COV-12/taken/ada',
      notice: {
        subject: 'chloe took your shift of on-call',
        lines: [
          'chloe is on call for on-call from now on, until Tue 24 Nov 16:00 Europe/London.',
          'Pages go to them; an incident that you hold stays yours.',
          'Why: ada sleeps',
          'To have it back: tocsin oncall end-cover COV-12',
        ],
        link: '',
        urgency: 'LOW',
        thread: 'cover COV-12',
      },
    });
    expect(told(taken, 'chloe')).toBeNull();
    expect(told({ ...taken, by: 'ada' }, 'ada')).toBeNull();
  });

  it('wakes whoever is on call again at once because somebody else gave it back, and not whoever is free again', () => {
    const ended = { ...taken, endedAt: T + HOUR_MS, endedBy: 'chloe' };
    expect(told(ended, 'ada')).toMatchObject({
      key: 'COV-12/ended/ada',
      notice: { urgency: 'HIGH', subject: 'You are on call for on-call again' },
    });
    expect(told(ended, 'chloe')).toBeNull();
    const byAda = { ...ended, endedBy: 'ada' };
    expect(told(byAda, 'chloe')).toMatchObject({ notice: { urgency: 'LOW', subject: 'You do not cover on-call any more' } });
    const longBefore = { ...ended, recordedAt: T - 10 * HOUR_MS, endedAt: T - 9 * HOUR_MS };
    expect(told(longBefore, 'ada')).toMatchObject({ notice: { urgency: 'LOW' } });
  });
});
