import fc from 'fast-check';
import { learningHandbook } from '../../test/support/learning-handbook.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { happening, happenings, happens, PEOPLE, personCommand } from '../../test/support/story-arbitraries.js';
import { actor, PureIncident } from '../../test/support/story-incident.js';
import { SEVERITIES } from '../handbook/handbook.model.js';
import { MINUTE_MS } from '../instant.js';
import { decide } from './decide.js';
import { deadlines } from './decide-time.js';
import { evolve, unopened } from './evolve.js';
import { INCIDENT_STATUSES, type Incident, isOpen, lifePhase } from './incident.model.js';
import { COMMAND_KINDS, type PersonCommand } from './incident-command.model.js';

const severity = fc.constantFrom(...SEVERITIES);
const told = fc.tuple(severity, fc.constantFrom(sampleHandbook, learningHandbook), happenings).map(([worst, handbook, story]) => {
  const incident = new PureIncident(worst, handbook);
  for (const what of story) happens(incident, what);
  return incident;
});

describe('decide', () => {
  it('is total: every status answers every command', () => {
    const every = fc.record({
      status: fc.constantFrom(...INCIDENT_STATUSES),
      incident: told,
      by: fc.constantFrom(...PEOPLE),
      command: personCommand,
    });
    fc.assert(
      fc.property(every, ({ status, incident, by, command }) => {
        const decided = decide({ ...incident.state, status }, { ...command, by: actor(by) }, incident.at);
        expect(decided.ok ? decided.value.outcome : decided.error.code).toMatch(/^[A-Z_]+$/);
      }),
      { numRuns: 300 },
    );
  });

  it('says ALREADY without an event, and APPLIED to a person only with one', () => {
    fc.assert(
      fc.property(told, fc.constantFrom(...PEOPLE), personCommand, (incident, by, command) => {
        const decided = incident.does(by, command);
        if (decided.ok) expect(decided.value.events.length > 0).toBe(decided.value.outcome === 'APPLIED');
      }),
      { numRuns: 300 },
    );
  });

  it('covers every command that the API offers', () => {
    const kinds = new Set<PersonCommand['kind']>(fc.sample(personCommand, 2_000).map((command) => command.kind));
    expect([...kinds].sort()).toEqual([...COMMAND_KINDS].sort());
  });
});

describe('evolve', () => {
  it('[I7] is a fold: the recorded events give the same incident, wherever the fold stopped and went on', () => {
    fc.assert(
      fc.property(told, fc.nat(), (incident, cut) => {
        const first = incident.events[0];
        if (first?.type !== 'Opened') throw new Error('an incident begins with Opened');
        const at = cut % incident.events.length;
        const half = incident.events.slice(0, at).reduce(evolve, unopened(first.opening));
        const kept: Incident = JSON.parse(JSON.stringify(half));
        expect(incident.events.slice(at).reduce(evolve, kept)).toEqual(incident.state);
      }),
      { numRuns: 200 },
    );
  });

  it('numbers events from 1 without a gap, and time never runs backwards', () => {
    fc.assert(
      fc.property(told, ({ events }) => {
        expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
        for (const [index, event] of events.entries()) expect(event.at).toBeGreaterThanOrEqual(events[index - 1]?.at ?? 0);
      }),
    );
  });
});

describe('paging', () => {
  it('[I5] pages nobody from a resolution until it is reopened, and never after the end', () => {
    const afterwards = fc.array(happening, { maxLength: 15 });
    fc.assert(
      fc.property(told, afterwards, (incident, story) => {
        incident.does('ada', { kind: 'resolve', confirm: true });
        if (isOpen(incident.state)) return;
        incident.pages();
        for (const what of story) {
          happens(incident, what);
          if (isOpen(incident.state)) return;
          expect(incident.pages()).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[I5] pages nobody of the ladder while somebody holds it', () => {
    fc.assert(
      fc.property(told, fc.array(happening, { maxLength: 15 }), (incident, story) => {
        incident.does('chloe', { kind: 'acknowledge' });
        for (const what of story) {
          const from = incident.events.length;
          const { generation, holder } = incident.state;
          happens(incident, what);
          if (holder === null || incident.state.generation !== generation) continue;
          const moved = incident.events.slice(from).filter((event) => event.type === 'LadderMoved');
          expect(moved).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[I4] nothing happens before it is due', () => {
    fc.assert(
      fc.property(told, fc.integer({ min: 1, max: 200 * MINUTE_MS }), (incident, wait) => {
        const next = deadlines(incident.state)[0];
        const at = incident.at + wait;
        const decided = decide(incident.state, { kind: 'tick' }, at);
        const isDue = next !== undefined && next.at <= at;
        expect(decided.ok && decided.value.events.length > 0).toBe(isDue);
      }),
      { numRuns: 300 },
    );
  });

  it('[I2] an open incident that nobody holds always has a next deadline', () => {
    fc.assert(
      fc.property(told, ({ state }) => {
        if (isOpen(state) && state.holder === null) expect(deadlines(state).length).toBeGreaterThan(0);
        if (lifePhase(state) === 'FINISHED') expect(deadlines(state)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never uses a page id or a delivery key twice', () => {
    fc.assert(
      fc.property(told, ({ events }) => {
        const pages = events.flatMap((event) => (event.type === 'RespondersFound' ? event.pages : []));
        const keys = pages.flatMap((page) => [page.id, ...page.deliveries.map((delivery) => delivery.key)]);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 300 },
    );
  });

  it('records nothing after the end, whoever asks', () => {
    fc.assert(
      fc.property(told, fc.array(happening, { maxLength: 10 }), (incident, story) => {
        incident.does('ada', { kind: 'cancel', reason: 'a drill' });
        fc.pre(lifePhase(incident.state) === 'FINISHED');
        const { length } = incident.events;
        for (const what of story) happens(incident, what);
        expect(incident.events.length).toBe(length);
      }),
    );
  });
});
