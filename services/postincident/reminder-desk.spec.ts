import type { NoticeRequest, NoticeResult } from '../../activities/ports/notice-desk.port.js';
import type { ReminderRequest } from '../../activities/ports/reminder-desk.port.js';
import { learningHandbook } from '../../test/support/learning-handbook.js';
import { SampleHandbooks } from '../../test/support/sample-handbooks.js';
import { temporalZoneRules } from '../handbook/zone-rules.temporal.js';
import { ReminderDeskService } from './reminder-desk.service.js';

const request = (over: Partial<ReminderRequest> = {}): ReminderRequest => ({
  incidentKey: 'INC-1042',
  handbookVersionId: 1,
  severity: 'SEV1',
  service: 'payments',
  title: 'ErrorRateHigh',
  visibility: 'INTERNAL',
  reminder: {
    key: 'INC-1042/reminder/follow-up/2/0/late-8d/ben',
    subject: 'follow-up/2',
    stage: 'late-8d',
    to: 'OWNER',
    owner: 'ben',
    dueAt: 0,
    at: 0,
  },
  what: 'alert on the pool',
  ...over,
});

function desk(answer: (one: NoticeRequest) => NoticeResult = () => ({ status: 'SENT', method: 'email', receipt: '' })) {
  const told: NoticeRequest[] = [];
  const notices = { tell: async (one: NoticeRequest) => (told.push(one), answer(one)) };
  const links = { pageOf: (key: string) => `https://tocsin.example/incidents/${key}` };
  const handbooks = new SampleHandbooks(learningHandbook);
  return { told, service: new ReminderDeskService({ notices, handbooks, links, zones: temporalZoneRules() }) };
}

const failed = { status: 'FAILED', code: 'NOT_IN_HANDBOOK', reason: 'nobody' } as const;

describe('[G2.6] a reminder', () => {
  it('says at low urgency what is due when, whose it is, and where to do it', async () => {
    const { told, service } = desk();
    expect(await service.remind(request())).toMatchObject({ status: 'SENT', person: 'ben' });
    expect(told).toMatchObject([
      {
        person: 'ben',
        notice: {
          subject: 'INC-1042: follow-up 2 is 8 days late',
          lines: [
            expect.stringContaining('due Wed 31 Dec 19:00 America/New_York'),
            'alert on the pool',
            'SEV1 · payments · ErrorRateHigh',
            'It is yours.',
          ],
          link: 'https://tocsin.example/incidents/INC-1042',
          urgency: 'LOW',
        },
      },
    ]);
  });

  it('[I10] of a restricted incident says neither what nor where, in no line and no subject', async () => {
    const { told, service } = desk();
    await service.remind(request({ visibility: 'RESTRICTED' }));
    for (const secret of ['payments', 'ErrorRateHigh', 'alert on the pool']) expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('to the lead goes to who leads the owner’s team, else to the handbook’s', async () => {
    const { told, service } = desk();
    const { reminder } = request();
    await service.remind(request({ reminder: { ...reminder, to: 'LEAD' } }));
    expect(told.map(({ person }) => person)).toEqual(['engineering-lead']);
    expect(told[0]?.notice.lines.at(-1)).toContain('ben');
  });

  it('that cannot reach its owner reaches the lead: nobody is forgotten because somebody left', async () => {
    const { told, service } = desk(({ person }) => (person === 'ben' ? failed : { status: 'SENT', method: 'email', receipt: '' }));
    expect(await service.remind(request())).toMatchObject({ status: 'SENT', person: 'engineering-lead' });
    expect(new Set(told.map(({ key }) => key)).size).toBe(2);
  });

  it('that may still be delivered is tried again, not passed on', async () => {
    const { told, service } = desk(() => ({ status: 'RETRY', code: 'TIMEOUT', reason: 'no answer' }));
    expect(await service.remind(request())).toMatchObject({ status: 'RETRY' });
    expect(told).toHaveLength(1);
  });
});
