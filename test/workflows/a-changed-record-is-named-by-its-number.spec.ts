import { rebuildReadModel } from '../../services/persistence/rebuild-read-model.js';
import { story } from '../support/story.js';

story(
  '[I9] a changed, a re-sealed, a removed and a cut off event are each named by their number, and nothing is rebuilt from them',
  async (it) => {
    await it.receives();
    it.expectPaged('ada');
    const { lastSeq } = await it.state();
    const damage = [
      [`UPDATE incident_events SET body = body || '{"total": 7}' WHERE incident_key = $1 AND seq = 4`, { seq: 4, what: 'DIGEST' }],
      [`UPDATE incident_events SET chain = md5('x') WHERE incident_key = $1 AND seq = 3`, { seq: 3, what: 'CHAIN' }],
      ['DELETE FROM incident_events WHERE incident_key = $1 AND seq = 2', { seq: 2, what: 'GAP' }],
      [`DELETE FROM incident_events WHERE incident_key = $1 AND seq = ${lastSeq}`, { seq: lastSeq, what: 'HEAD' }],
    ] as const;
    for (const [sql, found] of damage) {
      await it.world.pool.query('CREATE TABLE kept AS SELECT * FROM incident_events');
      await it.world.pool.query(sql, [it.key]);
      expect(await rebuildReadModel(it.world.pool)).toEqual({ incidents: 0, broken: [{ incidentKey: it.key, ...found }] });
      await it.world.pool.query('DELETE FROM incident_events; INSERT INTO incident_events SELECT * FROM kept; DROP TABLE kept');
    }
  },
);
