import { story } from '../support/story.js';
import type { StoryIncident } from '../support/story-incidents.js';

story('[I5] a page that hangs in its channel while the incident is resolved is not tried again', async (it) => {
  const attempts: number[] = [];
  let release: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => {
    release = resolve;
  });
  await new Promise<void>((resolve, reject) => {
    const prepare = ({ key, world }: StoryIncident): void =>
      world.ntfy.answersFor(key, async () => {
        attempts.push(attempts.length);
        resolve();
        await hanging;
        return { status: 'FAILED', retryable: true, code: 'TIMEOUT', reason: 'no answer' };
      });
    it.isAccepted(prepare).catch(reject);
  });
  expect(await it.asks('ben', { kind: 'resolve', confirm: true })).toMatchObject({ outcome: 'APPLIED' });
  release();
  await it.time.untilQuiet();
  await it.passes('10 minutes');
  expect(attempts).toEqual([0]);
  it.expectNoPage();
});
