import { createDataSource } from '../../../services/persistence/data-source.js';
import { HandbookVersionsInTime1764000020000 } from '../../../services/persistence/migrations/1764000020000-handbook-versions-in-time.js';
import { testServers } from '../../support/servers.js';

/** What applies, from when on by hours from now (null: at once), and whether that was withdrawn. */
const APPLIED = [
  { version: 1, hours: null, withdrawn: false },
  { version: 2, hours: -1, withdrawn: false },
  { version: 3, hours: 24, withdrawn: true },
  { version: 4, hours: 48, withdrawn: false },
];

it('going back to the build before, what has taken effect runs on, and what has not is lost', async () => {
  const { databaseUrl } = await testServers();
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    for (const [index, { version, hours, withdrawn }] of APPLIED.entries()) {
      await runner.query(
        `INSERT INTO handbook_versions (digest, handbook_id, author_version, source, compiled, applied_by, applied_at)
         VALUES ($1, 'h', '1', '', '{}', 'ada', now() - interval '1 day')`,
        [`d${version}`],
      );
      await runner.query(
        `INSERT INTO handbook_applications (version_id, applied_by, applied_at, effective_at, reason, diff)
         VALUES ($1, 'ada', now() - interval '1 day', now() + $2 * interval '1 hour', '', '[]')`,
        [version, hours],
      );
      if (withdrawn) await runner.query(`INSERT INTO handbook_withdrawals VALUES ($1, 'ada', now(), '')`, [index + 1]);
    }
    await runner.query('INSERT INTO handbook_current (version_id) VALUES (1)');
    await runner.startTransaction();
    await new HandbookVersionsInTime1764000020000().down(runner);
    await runner.commitTransaction();
    expect(await runner.query('SELECT version_id FROM handbook_current')).toEqual([{ version_id: 2 }]);
    expect(await runner.query('SELECT version_id FROM handbook_applications ORDER BY number')).toEqual([
      { version_id: 1 },
      { version_id: 2 },
    ]);
    await expect(runner.query('DELETE FROM handbook_applications')).rejects.toThrow('never change');
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
});
