import { story } from '../support/story.js';

const STEPS: readonly (readonly [person: string, wait: string, paged: readonly string[]])[] = [
  ['ada', '1 minute', []],
  ['ben', '15 minutes', ['ben']],
  ['engineering-lead', '30 minutes', ['ben', 'engineering-lead']],
  ['cto', '60 minutes', ['ben', 'engineering-lead', 'cto']],
  ['operations-manager', '2 hours', ['ben', 'engineering-lead', 'cto', 'support-manager', 'operations-manager']],
];

story('[G1.2] whoever acknowledges, at whichever step, nobody else is paged', async (it) => {
  await Promise.all(
    STEPS.map(async ([person, wait, paged]) => {
      const incident = await it.another().receives();
      await incident.passes(wait);
      incident.expectPaged('ada', ...paged);
      expect(await incident.does(person, { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED', holder: person });
      await incident.passes('29 minutes');
      incident.expectNoPage();
    }),
  );
});
