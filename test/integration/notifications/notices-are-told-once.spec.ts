import pg from 'pg';
import type { NoticeRequest } from '../../../activities/ports/notice-desk.port.js';
import type { DeliveryResult } from '../../../activities/ports/pager.port.js';
import { systemClock } from '../../../services/config/clock.js';
import { NoticeDeskService } from '../../../services/notifications/notice-desk.service.js';
import { NoticesRepository } from '../../../services/notifications/notices.repository.js';
import { RecordingPager } from '../../support/recording-pager.js';
import { sampleHandbook } from '../../support/sample-handbook.js';
import { SampleHandbooks } from '../../support/sample-handbooks.js';
import { testServers } from '../../support/servers.js';

const DEAD: DeliveryResult = { status: 'FAILED', retryable: false, code: 'GONE', reason: 'no such topic' };
const AWAY: DeliveryResult = { status: 'FAILED', retryable: true, code: 'TIMEOUT', reason: 'no answer' };

let pool: pg.Pool;
let handbooks: SampleHandbooks;
beforeAll(async () => {
  pool = new pg.Pool({ connectionString: (await testServers()).databaseUrl, max: 4 });
  handbooks = new SampleHandbooks(sampleHandbook);
  await handbooks.apply(pool);
});
afterAll(() => pool.end());

function desk() {
  const ntfy = new RecordingPager('ntfy');
  const email = new RecordingPager('email');
  const service = new NoticeDeskService({ notices: new NoticesRepository(pool), handbooks, pagers: { ntfy, email }, clock: systemClock });
  return { ntfy, email, tell: (request: NoticeRequest) => service.tell(request) };
}

const request = (key: string, change: Partial<NoticeRequest['notice']> = {}, person = 'ada'): NoticeRequest => ({
  key,
  person,
  notice: { subject: 'Due tomorrow', lines: ['Write it'], link: '', urgency: 'LOW', thread: 'INC-1', ...change },
});

const statusOf = async (key: string): Promise<unknown> =>
  (await pool.query('SELECT status, method, attempts FROM notices WHERE key = $1', [key])).rows[0];

it('[I3] is told once per key, over the method of its urgency, also when asked again', async () => {
  const { email, ntfy, tell } = desk();
  expect(await tell(request('once'))).toEqual({ status: 'SENT', method: 'email', receipt: 'recorded' });
  expect(await tell(request('once'))).toEqual({ status: 'SENT', method: 'email', receipt: 'recorded' });
  expect(await tell(request('loud', { urgency: 'HIGH' }))).toMatchObject({ method: 'ntfy' });
  expect(email.told.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['once/email']);
  expect(ntfy.told.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['loud/ntfy']);
  expect(await statusOf('once')).toEqual({ status: 'SENT', method: 'email', attempts: 2 });
});

it('goes on to the next method when one is dead for good, and tries one again that may answer later', async () => {
  const { ntfy, email, tell } = desk();
  ntfy.answersNotices = () => DEAD;
  expect(await tell(request('next', { urgency: 'HIGH' }))).toMatchObject({ status: 'SENT', method: 'email' });
  ntfy.answersNotices = () => AWAY;
  expect(await tell(request('later', { urgency: 'HIGH' }))).toEqual({ status: 'RETRY', code: 'TIMEOUT', reason: 'no answer' });
  expect(await statusOf('later')).toMatchObject({ status: 'INTENDED' });
  expect(email.told).toHaveLength(1);
});

it('[I15] says that nothing reaches a person whose methods are dead, or who left the handbook', async () => {
  const { email, tell } = desk();
  email.answersNotices = () => DEAD;
  expect(await tell(request('dead'))).toEqual({ status: 'FAILED', code: 'GONE', reason: 'no such topic' });
  expect(await tell(request('gone', {}, 'nobody'))).toMatchObject({ status: 'FAILED', code: 'NOT_IN_HANDBOOK' });
  expect(await tell(request('proto', {}, 'constructor'))).toMatchObject({ status: 'FAILED', code: 'NOT_IN_HANDBOOK' });
  expect(await statusOf('dead')).toMatchObject({ status: 'FAILED' });
});
