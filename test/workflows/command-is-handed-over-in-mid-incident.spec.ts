import { alert, type Story, story } from '../support/story.js';

/** Ada has it, and has assessed it. */
async function heldByAda(it: Story): Promise<void> {
  await it.receives(alert({ proposes: 'SEV1' }));
  it.expectPaged('ada');
  await it.does('ada', { kind: 'acknowledge' });
  await it.does('ada', { kind: 'assess', impact: 'nobody can pay' });
}

story('[G1.3] command is offered to a named person, who is woken, ticks, and takes it; nobody else is paged', async (it) => {
  await heldByAda(it);
  expect(await it.does('ada', { kind: 'handOver', to: 'ben', note: 'I have to sleep' })).toMatchObject({
    outcome: 'APPLIED',
    holder: 'ada',
  });
  it.expectPaged('ben').because('ada offers you command').over('ntfy');
  await it.world.stopWorkers();
  await it.world.startWorker();
  expect(await it.does('ben', { kind: 'acceptCommand', ticked: ['Who is engaged'] })).toMatchObject({ outcome: 'APPLIED', holder: 'ben' });
  await it.passes('20 minutes');
  it.expectNoPage();
  expect((await it.record()).find((event) => event.type === 'CommandAccepted')).toMatchObject({ from: 'ada', ticked: ['Who is engaged'] });
});

story(
  '[G1.3] [I6] an offer that nobody takes leaves command where it was, whose holder is paged, and an acceptance too late is refused',
  async (it) => {
    await heldByAda(it);
    await it.does('ada', { kind: 'handOver', to: 'ben' });
    it.expectPaged('ben');
    await it.passes('11 minutes');
    it.expectPaged('ada').because('nobody took command');
    expect((await it.state()).holder?.person).toBe('ada');
    await expect(it.does('ben', { kind: 'acceptCommand' })).rejects.toMatchObject({ error: { code: 'CONFLICT' } });
  },
);

story('[G1.3] [I6] an acceptance that meets the end of the offer wins', async (it) => {
  await heldByAda(it);
  await it.does('ada', { kind: 'handOver', to: 'ben' });
  it.expectPaged('ben');
  await it.passes('2 minutes');
  const { offer } = await it.state();
  await it.world.stopWorkers();
  await it.time.skip((offer?.dueAt ?? 0) - (await it.time.now()) + 20);
  await it.signals('ben', { kind: 'acceptCommand' });
  await it.world.startWorker();
  await it.time.untilQuiet();
  expect((await it.state()).holder?.person).toBe('ben');
  expect([await it.counts('CommandAccepted'), await it.counts('HandOverLapsed')]).toEqual([1, 0]);
  it.expectNoPage();
});

story('[G1.3] [I5] whoever resolves while command is offered ends the offer: no page of it leaves any more', async (it) => {
  await heldByAda(it);
  await it.does('ada', { kind: 'handOver', to: 'ben' });
  it.expectPaged('ben');
  await it.does('ada', { kind: 'resolve', confirm: true });
  await it.passes('15 minutes');
  expect((await it.state()).offer).toBeUndefined();
  it.expectNoPage();
});
