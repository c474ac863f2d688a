import { inTime } from './in-time.js';

const never = new Promise<string>(() => undefined);

it('answers what the work answers, and fails as it fails', async () => {
  expect(await inTime(Promise.resolve('done'), 1_000, () => 'late')).toBe('done');
  await expect(inTime(Promise.reject(new Error('broken')), 1_000, () => 'late')).rejects.toThrow('broken');
});

it('waits no longer than it is told to', async () => {
  expect(await inTime(never, 1, () => 'late')).toBe('late');
  const refuse = (): string => {
    throw new Error('no answer');
  };
  await expect(inTime(never, 1, refuse)).rejects.toThrow('no answer');
});
