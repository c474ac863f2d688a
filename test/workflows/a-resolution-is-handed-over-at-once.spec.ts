import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { sampleHandbook } from '../support/sample-handbook.js';
import { alert, story } from '../support/story.js';

const handbook: Handbook = { ...sampleHandbook, handoffs: { regular: [], onResolution: { schedule: 'on-call' } } };

story(
  '[G1.3] whoever is on call is told of a resolution once, at low urgency, unless they had it themselves',
  async (it) => {
    const told = (): readonly string[] =>
      it.world.email.told
        .filter(({ notice }) => notice.thread === it.key)
        .map(({ address, notice }) => `${address.split('@')[0]} ${notice.subject}`);
    await it.receives(alert({ proposes: 'SEV1' }));
    it.expectPaged('ada');
    await it.does('ben', { kind: 'acknowledge' });
    await it.does('ben', { kind: 'resolve', confirm: true });
    expect(told()).toEqual([`ada Resolved: SEV1 payments: ErrorRateHigh · ${it.key}`]);
    expect(it.world.email.told.at(-1)?.notice).toMatchObject({ urgency: 'LOW', link: `http://tocsin.example/incidents/${it.key}` });
    await it.does('ben', { kind: 'reopen', reason: 'it was not over' });
    it.expectPaged('ada');
    await it.does('ada', { kind: 'acknowledge' });
    await it.does('ada', { kind: 'resolve', confirm: true });
    await it.passes('5 minutes');
    expect(told()).toHaveLength(1);
  },
  { handbook },
);
