import type { Handbook, Person } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/instant.js';
import { sampleHandbook } from '../support/sample-handbook.js';
import { story } from '../support/story.js';

/** From long before the incident until `untilMs` after it began. */
const away = (person: Person | undefined, untilMs: number): Person => ({
  ...(person as Person),
  away: [{ from: Date.now() - DAY_MS, to: Date.now() + untilMs }],
});

const { ada, ben, ...others } = sampleHandbook.people;
const handbook: Handbook = { ...sampleHandbook, people: { ...others, ada: away(ada, DAY_MS), ben: away(ben, 45 * MINUTE_MS) } };
const asleep: Handbook = {
  ...sampleHandbook,
  people: Object.fromEntries(Object.values(sampleHandbook.people).map((person) => [person.id, away(person, 2 * DAY_MS)])),
};

const skips = async (it: { record(): Promise<readonly object[]> }) =>
  (await it.record()).flatMap((event) => ('skipped' in event && Array.isArray(event.skipped) ? event.skipped : []));

story(
  '[G1.2] who is away when their step fires is skipped with the reason, and the next step is paged at once',
  async (it) => {
    await it.receives();
    it.expectPaged('engineering-lead').because('step 3 of 4');
    expect(await skips(it)).toEqual([
      { target: 'on-call', reason: 'AWAY', person: 'ada', until: handbook.people['ada']?.away?.[0]?.to },
      { target: 'secondary', reason: 'AWAY', person: 'ben', until: handbook.people['ben']?.away?.[0]?.to },
    ]);
    await it.passes('30 minutes');
    it.expectPaged('cto').because('step 4 of 4');
  },
  { handbook },
);

story(
  '[G1.2] a cover that is taken while somebody is away is paged, also where they take it themselves',
  async (it) => {
    const onCall = sampleHandbook.schedules['on-call'];
    const covered = (person: string): void => {
      const overrides = [{ person, from: Date.now() - HOUR_MS, to: Date.now() + DAY_MS }];
      it.world.handbooks.handbook = {
        ...asleep,
        schedules: { ...asleep.schedules, 'on-call': { ...onCall, overrides } as typeof onCall & object },
      };
    };
    covered('ada');
    await it.receives();
    it.expectPaged('ada').because('step 1 of 4');
    await it.does('ada', { kind: 'resolve', confirm: true });
  },
  { handbook: asleep },
);

story(
  '[I15] the catch-all is paged although everybody is away',
  async (it) => {
    it.world.handbooks.handbook = asleep;
    await it.receives();
    it.expectPaged('support-manager', 'operations-manager').because('catch-all');
    await it.passes('30 minutes');
    it.expectPaged('support-manager', 'operations-manager').because('catch-all');
  },
  { handbook: asleep },
);
