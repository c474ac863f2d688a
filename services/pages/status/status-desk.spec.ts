import { sampleHandbook } from '../../../test/support/sample-handbook.js';
import type { PublicIncident } from './public-incident.model.js';
import { type PublicReads, StatusDesk } from './status-desk.js';

const incident = (key: string): PublicIncident => ({
  key,
  startedAt: 0,
  posts: [{ id: `${key}/post/1`, phase: 'RESOLVED', impact: 'MINOR', title: 'Old', text: 'Over.', components: [], at: 0 }],
});

function desk(reads: Partial<PublicReads> = {}): StatusDesk {
  return new StatusDesk({
    reads: { board: () => Promise.resolve([incident('INC-1')]), one: () => Promise.resolve(null), ...reads },
    handbooks: { current: () => Promise.resolve({ handbook: sampleHandbook }) },
    publicUrl: 'https://ops.example/tocsin/',
  });
}

it('has nothing to say before it could read once', async () => {
  const early = desk();
  expect(early.at('')).toBeNull();
  expect(await early.incident('INC-9')).toBeNull();
});

it('goes on saying what it knew while the database is silent', async () => {
  let isSilent = false;
  const it = desk({ board: () => (isSilent ? Promise.reject(new Error('away')) : Promise.resolve([incident('INC-1')])) });
  await it.refresh();
  const before = it.at('');
  isSilent = true;
  await expect(it.refresh()).rejects.toThrow('away');
  expect(it.at('')).toBe(before);
  expect(before?.body.toString()).toContain('href="/tocsin/status/incidents/INC-1"');
});

it('[I13] looks up what is long over four at a time, once each, whoever asks for whatever key', async () => {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const it = desk({
    one: (key) => {
      asked.push(key);
      return new Promise((resolve) => waiting.push(() => resolve(incident(key))));
    },
  });
  await it.refresh();
  const four = [7, 8, 9, 10].map((number) => it.incident(`INC-${number}`));
  expect(await it.incident('INC-11')).toBeNull();
  expect((await it.incident('../etc/passwd'))?.status).toBe(404);
  for (const release of waiting) release();
  expect((await Promise.all(four)).map((answer) => answer?.status)).toEqual([200, 200, 200, 200]);
  expect((await it.incident('INC-7'))?.body.toString()).toContain('Old');
  expect(asked).toEqual(['INC-7', 'INC-8', 'INC-9', 'INC-10']);
});
