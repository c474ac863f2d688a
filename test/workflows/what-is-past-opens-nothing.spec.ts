import { rebuildReadModel } from '../../services/persistence/rebuild-read-model.js';
import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { followUp, isHandedOver, isResolvedByAda } from '../support/story-learning.js';

story(
  'an alert after the hand-over belongs to another incident: the group is free, and nothing reopens',
  async (it) => {
    await isResolvedByAda(it, 'SEV1');
    await it.world.pool.query("INSERT INTO alert_groups (group_key, incident_key) VALUES ('of the story', $1)", [it.key]);
    await isHandedOver(it);
    const { rows } = await it.world.pool.query('SELECT 1 FROM alert_groups WHERE incident_key = $1', [it.key]);
    expect(rows).toEqual([]);
    expect(await it.hears({ firing: 1, firings: 2 })).toBe('CLOSED');
    expect((await it.state()).status).toBe('POST_INCIDENT');
    await expect(it.asks('ada', { kind: 'reopen', reason: 'again' })).rejects.toMatchObject({ error: { code: 'INCIDENT_CLOSED' } });
    expect(await it.asks('ada', { kind: 'acknowledge' })).toMatchObject({ outcome: 'ALREADY', holder: 'ada' });
  },
  { handbook: learningHandbook },
);

story(
  '[G2.6] a follow-up without an owner is refused with a code, a reason and the field; the state is unchanged',
  async (it) => {
    await isResolvedByAda(it, 'SEV1');
    await isHandedOver(it);
    const before = await it.state();
    const refused = { error: { code: 'OWNER_REQUIRED', field: 'owner', detail: expect.stringContaining('owner') } };
    await expect(it.asks('ada', { ...followUp, owner: '' })).rejects.toMatchObject(refused);
    expect(await it.state()).toEqual(before);
    expect(await it.counts('FollowUpAdded')).toBe(0);
  },
  { handbook: learningHandbook },
);

story(
  '[I7] follow-ups and postmortems that were dropped are rebuilt equal',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp, { ...followUp, class: 'TOOLING', owner: 'chloe' });
    await isHandedOver(it);
    await it.does('ada', { kind: 'completeFollowUp', followUp: 1 });
    await it.does('ada', { kind: 'publishPostmortem', revision: 1 });
    const read = async (): Promise<unknown> => [
      (await it.world.pool.query('SELECT * FROM follow_ups ORDER BY incident_key, number')).rows,
      (await it.world.pool.query('SELECT * FROM postmortems ORDER BY incident_key')).rows,
      (await it.world.pool.query('SELECT * FROM incidents ORDER BY key')).rows,
    ];
    const before = await read();
    await it.world.pool.query('DELETE FROM follow_ups');
    await it.world.pool.query('DELETE FROM postmortems');
    await it.world.pool.query(
      "UPDATE incidents SET status = 'TRIAGE', closed_at = NULL, next_deadline_at = NULL, snapshot = NULL, chain_head = ''",
    );
    expect(await read()).not.toEqual(before);
    await rebuildReadModel(it.world.pool);
    expect(await read()).toEqual(before);
  },
  { handbook: learningHandbook },
);
