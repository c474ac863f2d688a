import { MINUTE_MS } from '../../domain/instant.js';
import { story } from '../support/story.js';

story('[I15] a permanent failure goes to the next method at once, and with every method dead to the next step at once', async (it) => {
  const [oneDead, allDead] = [it.another(), it.another()];
  const dead = { status: 'FAILED', retryable: false, code: 'GONE', reason: 'no such topic' } as const;
  await Promise.all([
    oneDead.isAccepted(({ key, world }) => world.ntfy.answersFor(key, () => dead)),
    allDead.isAccepted(({ key, world }) => {
      const onlyAda = (request: { readonly address: string }) =>
        request.address.includes('ada') ? dead : ({ status: 'SENT', receipt: '' } as const);
      world.ntfy.answersFor(key, onlyAda);
      world.email.answersFor(key, onlyAda);
    }),
  ]);
  await Promise.all([oneDead.time.untilQuiet(), allDead.time.untilQuiet()]);
  oneDead.expectPaged('ada').over('email');
  allDead.expectPaged('ben').because('step 2 of 4');
  const moves = (await allDead.record()).filter((event) => event.type === 'LadderMoved');
  expect(moves).toMatchObject([{ why: 'OPENED' }, { why: 'UNREACHABLE' }]);
  expect((moves[1]?.at ?? 0) - (moves[0]?.at ?? 0)).toBeLessThan(MINUTE_MS / 6);
});
