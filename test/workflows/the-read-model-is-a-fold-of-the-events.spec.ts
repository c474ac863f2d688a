import { rebuildReadModel } from '../../services/persistence/rebuild-read-model.js';
import { story } from '../support/story.js';

const DROP = `
UPDATE incidents SET severity = 'SEV4', severity_confirmed = false, urgency = 'LOW', status = 'TRIAGE', holder = NULL, acknowledged_at = NULL,
  resolved_at = NULL, closed_at = NULL, next_deadline_at = NULL, next_deadline = NULL, page_generation = 0, last_seq = 0, chain_head = '', snapshot = NULL
`;

story('[I7] a read model that was dropped is rebuilt equal, snapshot and pages included', async (it) => {
  const closed = it.another();
  await Promise.all([it.receives(), closed.receives()]);
  await Promise.all([it.passes('16 minutes'), closed.does('ada', { kind: 'resolve', confirm: true })]);
  await it.does('ben', { kind: 'acknowledge' });
  await closed.passes('31 minutes');
  it.expectPaged('ada', 'ben');
  closed.expectPaged('ada');
  const read = async (): Promise<unknown> => {
    const rows = await it.world.pool.query('SELECT * FROM incidents ORDER BY number');
    const pages = await it.world.pool.query('SELECT * FROM pages ORDER BY id');
    return [rows.rows, pages.rows];
  };
  const before = await read();
  await it.world.pool.query(DROP);
  await it.world.pool.query('DELETE FROM pages');
  expect(await read()).not.toEqual(before);
  expect(await rebuildReadModel(it.world.pool)).toEqual({ incidents: 2, broken: [] });
  expect(await read()).toEqual(before);
});
