import { story } from '../support/story.js';
import { atTheDesk } from '../support/story-covers.js';

story('[G1.1] [G1.2] who takes the secondary’s shift at T+10 is paged at T+15', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await it.passes('10 minutes');
  await atTheDesk(it, (covers) => covers.take('chloe', { schedule: 'secondary', until: null, reason: null }));
  await it.passes('5 minutes');
  it.expectPaged('chloe').because('step 2 of 4');
  await it.world.pool.query('DELETE FROM covers');
});

story('[G1.1] a cover that is given back at T+10 is not paged at T+15', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const { cover } = await atTheDesk(it, (covers) => covers.take('chloe', { schedule: 'secondary', until: null, reason: null }));
  await it.passes('10 minutes');
  await atTheDesk(it, (covers) => covers.end({ person: 'ben', role: 'RESPONDER' }, cover.id));
  await it.passes('5 minutes');
  it.expectPaged('ben').because('step 2 of 4');
});

story('[G1.1] an incident that somebody holds stays theirs when their shift is taken', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await it.does('ada', { kind: 'acknowledge' });
  await atTheDesk(it, (covers) => covers.take('dan', { schedule: 'on-call', until: null, reason: null }));
  await it.passes('10 minutes');
  it.expectNoPage();
  expect((await it.state()).holder?.person).toBe('ada');
});

story('[G1.1] [I15] whoever is relieved is told once, and told again when they are on call again', async (it) => {
  await it.world.pool.query('DELETE FROM covers');
  const told = () => [...it.world.email.told, ...it.world.ntfy.told].map(({ idempotencyKey }) => idempotencyKey);
  await it.receives();
  it.expectPaged('ada');
  const id = await atTheDesk(it, async (covers, { news }) => {
    const { cover } = await covers.take('dan', { schedule: 'on-call', until: null, reason: null });
    await news.pass();
    await news.pass();
    return cover.id;
  });
  expect(told()).toEqual([`${id}/taken/ada/email`]);
  await atTheDesk(it, async (covers, { news }) => {
    await covers.end({ person: 'dan', role: 'RESPONDER' }, id);
    await Promise.all([news.pass(), news.pass()]);
    await news.pass();
  });
  expect(told()).toEqual([`${id}/taken/ada/email`, `${id}/ended/ada/ntfy`]);
});
