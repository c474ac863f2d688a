import type { PublishRequest, PublishResult } from '../../activities/ports/status-page.port.js';
import { boundedPage } from './bounded-page.js';

const request: PublishRequest = {
  post: 'INC-1/post/1',
  incidentKey: 'INC-1',
  phase: 'RESOLVED',
  impact: 'MINOR',
  title: '',
  text: '',
  components: [],
  startedAt: 0,
  at: 0,
};
const published: PublishResult = { status: 'PUBLISHED', receipt: '' };

it('[I14] a page that hangs occupies a few places; afterwards they are free again', async () => {
  const waiting: (() => void)[] = [];
  const page = boundedPage({ publish: () => new Promise((resolve) => waiting.push(() => resolve(published))) }, 2);
  const first = [page.publish(request), page.publish(request)];
  expect(await page.publish(request)).toMatchObject({ status: 'RETRY', code: 'BUSY' });
  for (const release of waiting.splice(0)) release();
  expect(await Promise.all(first)).toEqual([published, published]);
  const next = page.publish(request);
  for (const release of waiting) release();
  expect(await next).toEqual(published);
});

it('a page that throws gives its place back', async () => {
  const page = boundedPage({ publish: () => Promise.reject(new Error('away')) }, 1);
  await expect(page.publish(request)).rejects.toThrow('away');
  await expect(page.publish(request)).rejects.toThrow('away');
});
