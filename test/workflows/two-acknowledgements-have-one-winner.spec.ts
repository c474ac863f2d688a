import { story } from '../support/story.js';

story('[I6] of two people who acknowledge at once one has it, and both learn who', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const answers = await Promise.all([it.asks('ada', { kind: 'acknowledge' }), it.asks('ben', { kind: 'acknowledge' })]);
  expect(answers.map((answer) => answer.outcome).sort()).toEqual(['ALREADY', 'APPLIED']);
  expect(new Set(answers.map((answer) => answer.holder)).size).toBe(1);
  const winner = answers[0]?.outcome === 'APPLIED' ? 'ada' : 'ben';
  expect(answers[0]?.holder).toBe(winner);
  expect(await it.counts('Acknowledged')).toBe(1);
  expect((await it.state()).holder?.person).toBe(winner);
});
