import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { sealKeyFrom, trustedKeys } from '../../../services/audit/seal-key.js';
import { archiveHistory } from './archive-history.js';
import { AuditWorld, newSealKey } from './audit-world.js';
import { recomputeIncident, recomputeSeals } from './recompute.js';

let world: AuditWorld;
let key: string;
let last: number;
/** Two sealed incidents, an audit log, and four seals with two signatures. */
beforeEach(async () => {
  world = await AuditWorld.open();
  await world.incidents.begin({ at: world.at });
  key = await world.incidents.begin({ at: world.at });
  await world.configure('first');
  await world.configure('second');
  await world.seal();
  await world.note(key, 'the pool is full');
  await world.seal();
  await world.note(key, 'the pool is empty');
  world.at += 3_600_000;
  await world.seal();
  last = world.incidents.state(key).lastSeq;
});
afterEach(() => world.close());

const found = async (...asking: Parameters<AuditWorld['verify']>): Promise<readonly string[]> =>
  (await world.verify(...asking)).findings.map(({ chain, index, what }) => `${chain} ${index} ${what}`);

it('[I9] an untouched record is sound, and says what it cannot say yet', async () => {
  expect(await world.verify()).toMatchObject({
    sound: true,
    incidents: 2,
    unsealed: 0,
    seals: 3,
    signatures: 2,
    sealFile: true,
    keyed: true,
  });
  await world.note(key, 'nobody has sealed this');
  expect(await world.verify()).toMatchObject({ sound: true, unsealed: 1, signedAt: world.at });
});

describe('[I9] each of these is found, and named with its number:', () => {
  const at = (seq: number): string => `incident_key = '${key}' AND seq = ${seq}`;

  it('a changed row', async () => {
    await world.forge(`UPDATE incident_events SET body = body || '{"more": 1}' WHERE ${at(4)}`);
    expect(await found()).toEqual([`${key} 4 CHANGED`]);
  });

  it('a changed instant, by a millisecond', async () => {
    await world.forge(`UPDATE incident_events SET at = at + interval '1 ms' WHERE ${at(2)}`);
    expect(await found()).toEqual([`${key} 2 CHANGED`]);
  });

  it('a removed row', async () => {
    await world.forge(`DELETE FROM incident_events WHERE ${at(3)}`);
    expect(await found()).toEqual([`${key} 3 REMOVED`]);
  });

  it('a removed row whose followers were moved up', async () => {
    await world.forge(
      `DELETE FROM incident_events WHERE ${at(3)}`,
      `UPDATE incident_events SET seq = -seq WHERE incident_key = '${key}' AND seq > 3`,
      `UPDATE incident_events SET seq = -seq - 1 WHERE incident_key = '${key}' AND seq < 0`,
    );
    expect(await found()).toEqual([`${key} 3 REORDERED`]);
  });

  it('a reordered pair', async () => {
    await world.forge(
      `UPDATE incident_events SET seq = -4 WHERE ${at(4)}`,
      `UPDATE incident_events SET seq = 4 WHERE ${at(5)}`,
      `UPDATE incident_events SET seq = 5 WHERE ${at(-4)}`,
    );
    expect(await found()).toEqual([`${key} 4 REORDERED`]);
  });

  it('a tail cut by somebody who left the incident’s row alone', async () => {
    await world.forge(`DELETE FROM incident_events WHERE incident_key = '${key}' AND seq > ${last - 2}`);
    expect(await found()).toEqual([`${key} ${last - 1} TAIL_CUT`]);
  });

  it('a tail cut before the last seal, with everything in the incident made to fit', async () => {
    await world.forge(`DELETE FROM incident_events WHERE incident_key = '${key}' AND seq > ${last - 2}`);
    await recomputeIncident(world.pool, key);
    expect(await found()).toEqual([`${key} ${last - 1} TAIL_CUT`]);
  });

  it('a whole incident deleted, whatever span is asked for', async () => {
    await world.forge(
      ...['incident_events', 'incident_commands', 'pages', 'deliveries', 'workflow_runs'].map(
        (table) => `DELETE FROM ${table} WHERE incident_key = '${key}'`,
      ),
      `DELETE FROM incidents WHERE key = '${key}'`,
    );
    expect(await found()).toEqual([`${key} 1 MISSING`]);
    expect(await found({ from: world.at, to: world.at + 1 })).toEqual([`${key} 1 MISSING`]);
    expect(await found({ keys: [key] })).toEqual([`${key} 1 MISSING`]);
  });

  it('an incident’s chain recomputed', async () => {
    await world.forge(`UPDATE incident_events SET body = body || '{"text": "nothing of note"}' WHERE ${at(last - 1)}`);
    await recomputeIncident(world.pool, key);
    expect(await found()).toEqual([`${key} ${last - 1} REWRITTEN`]);
  });

  it('everything recomputed, the seals too: by the file and by the signatures', async () => {
    await world.forge(`UPDATE incident_events SET body = body || '{"text": "nothing of note"}' WHERE ${at(last - 1)}`);
    await recomputeIncident(world.pool, key);
    await recomputeSeals(world.pool, sealKeyFrom(newSealKey()));
    expect(await found()).toEqual(['seals 2 DIFFERS', `${key} ${last - 1} REWRITTEN`]);
    expect(await found({}, { file: null })).toEqual(['seals 2 UNKNOWN_KEY']);
  });

  it('everything recomputed, the signatures kept or left out', async () => {
    await world.forge(`UPDATE incident_events SET body = body || '{"text": "nothing of note"}' WHERE ${at(2)}`);
    await recomputeIncident(world.pool, key);
    await recomputeSeals(world.pool, { ...sealKeyFrom(newSealKey()), id: world.key.id });
    expect(await found({}, { file: null })).toEqual(['seals 2 BAD_SIGNATURE', 'seals 5 BAD_SIGNATURE']);
    world.at += 3 * 3_600_000;
    expect(await found({}, { file: null })).toContain('seals 1 UNSIGNED');
  });

  it('a seal changed in the database', async () => {
    await world.forge(`UPDATE chain_seals SET at = at + interval '1 second' WHERE number = 3`);
    expect(await found()).toEqual(['seals 3 CHANGED']);
  });

  it('a seal whose text is none', async () => {
    await world.forge(`UPDATE chain_seals SET body = '{"heads": 7}' WHERE number = 3`);
    expect(await found({}, { file: null })).toContain('seals 3 CHANGED');
  });

  it('a seal removed from the database, in the middle and at the end', async () => {
    await world.forge('DELETE FROM chain_seals WHERE number = 3');
    expect(await found()).toEqual(['seals 3 REMOVED']);
    expect(await found({}, { file: null })).toContain('seals 3 REMOVED');
    await world.forge('DELETE FROM chain_seals WHERE number > 3');
    expect(await found()).toEqual(['seals 3 REMOVED', 'seals 4 REMOVED', 'seals 5 REMOVED']);
  });

  it('an edited, a shortened, a lost seal file', async () => {
    const text = readFileSync(world.file.path, 'utf8');
    writeFileSync(world.file.path, text.replace('"length":2', '"length":1'));
    const lines = text.split('\n');
    for (let line = 1; line < lines.length; line += 1) {
      const edited = lines.map((one, index) =>
        index === line - 1 ? one.replace(/[0-9](?=[^0-9]*$)/, (digit) => String((Number(digit) + 1) % 10)) : one,
      );
      if (line === 1) edited[0] = '{"kind":"BEGIN" }';
      writeFileSync(world.file.path, edited.join('\n'));
      expect(await found()).toEqual([`seal file ${line} CHANGED`]);
    }
    writeFileSync(world.file.path, [...lines.slice(0, 2), ...lines.slice(3)].join('\n'));
    expect(await found()).toContain('seal file 3 REMOVED');
    writeFileSync(world.file.path, `${lines.slice(0, 3).join('\n')}\n`);
    expect(await found()).toEqual(['seal file 4 REMOVED']);
    rmSync(world.file.path);
    expect(await found()).toEqual(['seal file 1 LOST']);
    await world.note(key, 'life goes on');
    await world.seal();
    expect(await found()).toEqual(['seal file 2 LOST']);
    writeFileSync(world.file.path, `${text}${readFileSync(world.file.path, 'utf8').split('\n').slice(2).join('\n')}`);
    expect(await found()).toEqual([]);
  });

  it('a changed, a removed, and a recomputed row of the audit log, and its tail cut', async () => {
    await world.forge(`UPDATE audit_log SET actor = 'somebody-else' WHERE number = 1`);
    expect(await found()).toEqual(['audit_log 1 CHANGED']);
    await world.forge(`UPDATE audit_log SET actor = 'ada' WHERE number = 1`, 'DELETE FROM audit_log WHERE number = 2');
    expect(await found()).toEqual(['audit_log 2 TAIL_CUT']);
    await world.configure('another second');
    expect(await found()).toEqual(['audit_log 2 REWRITTEN']);
    await world.forge('DELETE FROM audit_log WHERE number = 1');
    expect(await found()).toEqual(['audit_log 1 REMOVED']);
  });

  it('a history changed, one removed, and the newest cut off', async () => {
    for (const number of [1, 2, 3]) await archiveHistory(world.pool, { number, incidentKey: key, history: gzipSync(`run ${number}`) });
    await world.seal();
    expect(await found()).toEqual([]);
    await world.pool.query('CREATE TABLE kept AS SELECT * FROM history_archive');
    const damage = [
      [`UPDATE history_archive SET history = '\\x00' WHERE number = 2`, 'history_archive 2 CHANGED'],
      [`UPDATE history_archive SET build_id = 'another' WHERE number = 3`, 'history_archive 3 CHANGED'],
      ['DELETE FROM history_archive WHERE number = 2', 'history_archive 2 REMOVED'],
      ['DELETE FROM history_archive WHERE number = 3', 'history_archive 3 TAIL_CUT'],
    ] as const;
    for (const [sql, name] of damage) {
      await world.forge(sql);
      expect(await found()).toEqual([name]);
      await world.forge('DELETE FROM history_archive', 'INSERT INTO history_archive SELECT * FROM kept');
    }
  });

  it('another handbook in the place of the one that ran', async () => {
    await world.forge(`UPDATE handbook_versions SET source = 'nobody is paged'`);
    expect(await found()).toEqual(['handbook_versions 1 REWRITTEN']);
  });
});

it('[I9] a tail cut since the last seal cannot be found: the events that this concerns are counted', async () => {
  await world.note(key, 'unsealed');
  expect((await world.verify()).unsealed).toBe(1);
  await world.forge(`DELETE FROM incident_events WHERE incident_key = '${key}' AND seq = ${last + 1}`);
  await recomputeIncident(world.pool, key);
  expect(await world.verify()).toMatchObject({ sound: true, unsealed: 0 });
});

it('[I9] signatures of an old key still count where it is trusted, and only there', async () => {
  const next = sealKeyFrom(newSealKey());
  await world.note(key, 'a new key');
  world.at += 3_600_000;
  await world.sealer({ key: next }).pass();
  expect(await found({}, { keys: trustedKeys([next.publicKey]) })).toEqual(['seals 2 UNKNOWN_KEY']);
  expect(await found({}, { keys: trustedKeys([next.publicKey, world.key.publicKey]) })).toEqual([]);
});

it('[I10] a restricted incident is verified for everybody, and named to nobody who may not see it', async () => {
  const secret = await world.incidents.begin({ at: world.at, visibility: 'RESTRICTED', title: 'layoffs' });
  await world.seal();
  const auditor = { sight: { person: 'zoe', role: 'AUDITOR' } } as const;
  expect(await world.verify({}, auditor)).toMatchObject({ sound: true, incidents: 2 });
  await expect(world.verify({ keys: [secret] }, auditor)).rejects.toThrow(/NOT_FOUND/);
  await expect(world.verify({ keys: ['INC-9'] }, auditor)).rejects.toThrow(/NOT_FOUND/);
  await world.forge(`UPDATE incident_events SET body = '{}' WHERE incident_key = '${secret}' AND seq = 2`);
  expect(await found()).toEqual([`${secret} 2 CHANGED`]);
  expect(await found({}, auditor)).toEqual(['a restricted incident 2 CHANGED']);
});
