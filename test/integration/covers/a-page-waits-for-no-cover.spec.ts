import pg from 'pg';
import { HOUR_MS } from '../../../domain/instant.js';
import { holderAt } from '../../../domain/oncall/holder.js';
import { systemClock } from '../../../services/config/clock.js';
import { CoversRepository } from '../../../services/covers/covers.repository.js';
import { RosterService } from '../../../services/covers/roster.service.js';
import { temporalZoneRules } from '../../../services/handbook/zone-rules.temporal.js';
import { sampleHandbook } from '../../support/sample-handbook.js';
import { SampleHandbooks } from '../../support/sample-handbooks.js';
import { testServers } from '../../support/servers.js';
import { openRoad } from '../../support/story-road.js';
import { quickestMs } from '../timing.js';

const zones = temporalZoneRules();

it('[G1.1] [I14] while the database is silent, the covers last known hold, and nothing waits for it', async () => {
  const road = await openRoad((await testServers()).databaseUrl);
  const pool = new pg.Pool({ connectionString: road.databaseUrl, max: 2 });
  const roster = new RosterService({
    handbooks: new SampleHandbooks(sampleHandbook),
    covers: new CoversRepository(pool),
    clock: systemClock,
    warn: () => undefined,
  });
  const now = systemClock.now();
  const holder = async (): Promise<string | undefined> => {
    const handbook = (await roster.current())?.handbook ?? sampleHandbook;
    return holderAt(handbook, 'on-call', now, zones)?.person;
  };
  expect(await holder()).toBe('ada');
  await pool.query(
    `INSERT INTO covers (number, schedule, person, relieves, starts_at, ends_at, recorded_at, recorded_by)
     SELECT 1, 'on-call', 'dan', '{ada}', to_timestamp($1::double precision / 1000), to_timestamp($2::double precision / 1000),
       to_timestamp($1::double precision / 1000), 'dan'`,
    [now, now + HOUR_MS],
  );
  expect(await holder()).toBe('dan');
  road.block();
  expect(await quickestMs(3_000, async () => expect(await holder()).toBe('dan'))).toBeLessThan(3_000);
  road.mend();
  await pool.query('UPDATE covers SET ended_at = recorded_at');
  expect(await holder()).toBe('ada');
  await pool.end();
  await road.close();
});
