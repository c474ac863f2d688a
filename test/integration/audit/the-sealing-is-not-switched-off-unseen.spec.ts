import { linked } from '../../../services/audit/seal-digest.js';
import { textOf } from '../../../services/audit/seal-line.js';
import { SealsRepository } from '../../../services/audit/seals.repository.js';
import { AuditWorld } from './audit-world.js';
import { recomputeIncident } from './recompute.js';

const MINUTE = 60_000;

let world: AuditWorld;
let key: string;
let other: string;
let sealed: number;
/** Two sealed incidents. */
beforeEach(async () => {
  world = await AuditWorld.open();
  key = await world.incidents.begin({ at: world.at });
  other = await world.incidents.begin({ at: world.at });
  await world.seal();
  sealed = world.incidents.state(key).lastSeq;
});
afterEach(() => world.close());

const found = async (...asking: Parameters<AuditWorld['verify']>): Promise<readonly string[]> =>
  (await world.verify(...asking)).findings.map(({ chain, index, what }) => `${chain} ${index} ${what}`);

/** What is sealed next is read from this table: the forger says that all of the chain is. */
const claimSealed = async (chain: string, length: string): Promise<void> =>
  await world.forge(
    `INSERT INTO sealed_heads VALUES ('${chain}', ${length}) ON CONFLICT ON CONSTRAINT pk_sealed_heads DO UPDATE SET length = excluded.length`,
  );

it('[I9] a chain that is said to be sealed further than it goes is sealed all the same, and told', async () => {
  await world.configure('first');
  await world.seal();
  await claimSealed(key, '1000000000');
  await claimSealed('audit_log', '1000000000');
  await world.note(key, 'not to be proved');
  await world.configure('second');
  await world.seal();
  expect(world.lines().findLast((line) => line?.kind === 'SEAL')).toMatchObject({
    heads: [
      { chain: key, length: sealed + 1 },
      { chain: 'audit_log', length: 2 },
    ],
  });
  expect(world.warnings).toEqual([expect.stringContaining('shorter than what was sealed')]);
  await world.note(key, 'proved like any other');
  await world.seal();
  await world.seal();
  expect(world.numbers()).toHaveLength(5);
  expect(await found()).toEqual([]);
});

it('[I9] events that were kept from the sealer are found, also once they were rewritten', async () => {
  await world.note(key, 'not to be proved');
  await claimSealed(key, String(sealed + 1));
  await world.seal();
  world.at += 20 * MINUTE;
  await world.note(other, 'life goes on');
  await world.seal();
  expect(await found()).toEqual([`${key} ${sealed + 1} UNSEALED`]);
  await world.forge(
    `UPDATE incident_events SET body = body || '{"text": "nothing of note"}' WHERE incident_key = '${key}' AND seq = ${sealed + 1}`,
  );
  await recomputeIncident(world.pool, key);
  expect(await found()).toEqual([`${key} ${sealed + 1} UNSEALED`]);
  expect(await found({ keys: [key] })).toEqual([`${key} ${sealed + 1} UNSEALED`]);
});

it('[I9] rows of a ledger that were kept from the sealer are found', async () => {
  await world.configure('not to be proved');
  await claimSealed('audit_log', '1');
  world.at = Date.now() + 20 * MINUTE;
  await world.note(other, 'life goes on');
  await world.seal();
  expect(await found()).toEqual(['audit_log 1 UNSEALED']);
});

it('[I9] a sealer that seals nothing any more is found by the process that ought to seal', async () => {
  await world.note(key, 'not to be proved');
  world.at += 9 * MINUTE;
  expect(await found()).toEqual([]);
  world.at += 2 * MINUTE;
  expect(await found()).toEqual([`${key} ${sealed + 1} UNSEALED`]);
  expect(await found({}, { file: null })).toEqual([]);
});

it('[I9] an event that its incident’s row does not know of is found', async () => {
  await world.note(key, 'not to be proved');
  await world.forge(`UPDATE incidents SET last_seq = ${sealed} WHERE key = '${key}'`);
  expect(await found()).toEqual([`${key} ${sealed + 1} HEAD`]);
});

it('[I10] [I9] a restricted incident that was kept from the sealer is named to nobody who may not see it', async () => {
  const secret = await world.incidents.begin({ at: world.at, visibility: 'RESTRICTED', title: 'layoffs' });
  world.at += 11 * MINUTE;
  expect(await found()).toEqual([`${secret} 1 UNSEALED`]);
  const report = await world.verify({}, { sight: { person: 'zoe', role: 'AUDITOR' } });
  expect(report.findings).toMatchObject([{ chain: 'a restricted incident', index: 1, what: 'UNSEALED' }]);
  expect(JSON.stringify(report)).not.toContain(secret);
});

describe('[I9] nobody is accused where', () => {
  it('a record is older than its first seal', async () => {
    const young = await AuditWorld.open();
    try {
      await young.incidents.begin({ at: young.at });
      young.at += 24 * 60 * MINUTE;
      expect((await young.verify()).findings).toEqual([]);
      await young.seal();
      expect((await young.verify()).findings).toEqual([]);
    } finally {
      await young.close();
    }
  });

  it('an event reaches the record long after it happened: the next pass of the sealer is awaited', async () => {
    const by = { person: 'ada', via: 'API', verified: true } as const;
    world.at += 60 * MINUTE;
    await world.note(other, 'the record can be written again');
    await world.seal();
    await world.incidents.apply(key, { kind: 'addNote', by, text: 'decided while PostgreSQL was away' }, world.at - 50 * MINUTE);
    expect(await found({}, { pause: () => world.seal() })).toEqual([]);
    expect(await found()).toEqual([]);
  });

  it('nothing was sealed while every process was stopped', async () => {
    await world.note(key, 'the last thing before the night');
    world.at += 8 * 60 * MINUTE;
    expect(await found({}, { pause: () => world.seal() })).toEqual([]);
  });

  it('a storm is sealed bit by bit: a full seal does not say that nothing else was there', async () => {
    await world.note(key, 'its turn comes');
    world.at += 15 * MINUTE;
    const newest = await new SealsRepository(world.pool).newest();
    const heads = Array.from({ length: 2_000 }, (_, i) => ({ chain: `storm-${i}`, length: 1, head: '0'.repeat(64) }));
    const full = linked({ number: (newest?.number ?? 0) + 1, at: world.at, previous: newest?.digest ?? '', kind: 'SEAL', heads });
    await new SealsRepository(world.pool).append(full);
    await world.file.append(textOf(full));
    expect(await found()).toEqual([]);
    expect((await world.verify()).unsealed).toBe(1);
  });
});
