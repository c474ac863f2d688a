import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { aRequest } from '../../test/support/sample-requests.js';
import { HOUR_MS } from '../instant.js';
import { askNotice, outcomeNotice } from './cover-request-text.js';

const T = Date.parse('2026-11-24T12:00:00Z');
const reader = { person: 'ben', timezone: 'Europe/London', rules: temporalZoneRules() };
const request = aRequest({ askedAt: T, from: T + 3 * HOUR_MS, to: T + 5 * HOUR_MS, answerBy: T + 2 * HOUR_MS, reason: 'the dentist' });

describe('[G1.1] what people are told of a request for cover', () => {
  it('is who asks for when, until when to answer, and why; with low urgency, unless it begins within two hours', () => {
    expect(askNotice(request, reader, 'http://tocsin.example/cover')).toEqual({
      key: 'COV-12/asked/ben',
      notice: {
        subject: 'ada asks for cover: on-call',
        lines: [
          'ada asks whether you cover on-call, Tue 24 Nov 15:00 Europe/London until Tue 24 Nov 17:00 Europe/London.',
          'The first who accepts has it; answer until Tue 24 Nov 14:00 Europe/London. Until somebody accepts, ada stays on call.',
          'Why: the dentist',
          'Accept or decline by the link below.',
        ],
        link: 'http://tocsin.example/cover',
        urgency: 'LOW',
        thread: 'cover COV-12',
      },
    });
    expect(askNotice({ ...request, from: T + 2 * HOUR_MS }, reader, '').notice.urgency).toBe('HIGH');
  });

  it('is, to the asker, who covers; or that they stay on call, which wakes them where it is soon', () => {
    const settled = { settledAt: T + 2 * HOUR_MS };
    const told = (more: Partial<typeof request>) => outcomeNotice({ ...request, ...settled, ...more }, { ...reader, person: 'ada' });
    expect(told({ status: 'ACCEPTED', acceptedBy: 'chloe' })).toMatchObject({
      key: 'COV-12/accepted/ada',
      notice: { subject: 'chloe covers on-call for you', urgency: 'LOW' },
    });
    expect(told({ status: 'EXPIRED' })).toMatchObject({
      key: 'COV-12/expired/ada',
      notice: { urgency: 'HIGH', lines: [expect.stringContaining('you stay on call for on-call')] },
    });
    expect(told({ status: 'DECLINED', settledAt: T })).toMatchObject({ key: 'COV-12/declined/ada', notice: { urgency: 'LOW' } });
    expect(told({ status: 'WITHDRAWN' })).toBeNull();
    expect(outcomeNotice(request, reader)).toBeNull();
  });
});
