import fc from 'fast-check';
import { learningHandbook } from '../../test/support/learning-handbook.js';
import { PureIncident } from '../../test/support/story-incident.js';
import { decide } from '../incidents/decide.js';
import { evolve } from '../incidents/evolve.js';
import { DAY_MS } from '../instant.js';
import { stageName, stagesPast } from './reminders.js';

const DAY = 24 * 60;
const REOPEN_WINDOW = 30;

/** A Sev1 whose follow-up of ben is due 14 days after its beginning. */
function learning(): PureIncident {
  const incident = new PureIncident('SEV1', learningHandbook);
  incident.does('ada', { kind: 'acknowledge' });
  incident.does('ada', { kind: 'addFollowUp', class: 'PREVENTIVE', title: 'alert on it', owner: 'ben' });
  incident.does('ada', { kind: 'resolve', confirm: true });
  incident.passes(REOPEN_WINDOW);
  incident.does('ada', { kind: 'publishPostmortem', revision: 1 });
  return incident;
}

const told = ({ reminded }: PureIncident): readonly string[] =>
  reminded.splice(0).map((line) => {
    const [minute, who, stage, subject] = line.split(' ');
    return `day ${Number(minute) / DAY}: ${who} ${stage} ${subject}`;
  });

describe('[G2.6] reminders', () => {
  it('come two days before, when it is due, a day later, then each week; on day three the lead is told, once', () => {
    const incident = learning();
    incident.passes(45 * DAY - REOPEN_WINDOW);
    expect(told(incident)).toEqual([
      'day 12: ben before-2d follow-up/1',
      'day 14: ben due follow-up/1',
      'day 15: ben late-1d follow-up/1',
      'day 17: engineering-lead lead-3d follow-up/1',
      'day 22: ben late-8d follow-up/1',
      'day 29: ben late-15d follow-up/1',
      'day 36: ben late-22d follow-up/1',
      'day 43: ben late-29d follow-up/1',
    ]);
    incident.does('ben', { kind: 'completeFollowUp', followUp: 1 });
    incident.passes(60 * DAY);
    expect(told(incident)).toEqual([]);
  });

  it('after a long outage are the present one, and the lead’s: no flood', () => {
    const incident = learning();
    incident.sleeps(40 * DAY);
    expect(incident.reminded.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'ben late-22d follow-up/1',
      'engineering-lead lead-3d follow-up/1',
    ]);
  });

  it('are not sent for what was past already when the date was set, and count from the new date afterwards', () => {
    const incident = learning();
    incident.passes(20 * DAY);
    incident.reminded.splice(0);
    const dueAt = incident.at + DAY_MS;
    incident.does('ada', { kind: 'rescheduleFollowUp', followUp: 1, dueAt, reason: 'the vendor is late' });
    expect(told(incident)).toEqual([]);
    incident.passes(5 * DAY);
    expect(incident.reminded.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'ben due follow-up/1',
      'ben late-1d follow-up/1',
      'engineering-lead lead-3d follow-up/1',
    ]);
  });

  it('go to whoever has it now', () => {
    const incident = learning();
    incident.passes(10 * DAY);
    incident.does('ada', { kind: 'assignFollowUp', followUp: 1, to: 'chloe' });
    incident.passes(4 * DAY);
    expect(incident.reminded.map((line) => line.split(' ')[1])).toEqual(['chloe', 'chloe']);
  });

  it('never name a stage before its instant, whenever somebody looks', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 400 }), fc.integer({ min: 0, max: DAY_MS - 1 }), (days, rest) => {
        const at = days * DAY_MS + rest;
        const past = stagesPast(0, at);
        const offsets = Array.from({ length: past }, (_, index) => stageName(index));
        for (const name of offsets) expect(daysOf(name) * DAY_MS).toBeLessThanOrEqual(at);
        expect(daysOf(stageName(past)) * DAY_MS).toBeGreaterThan(at);
      }),
    );
  });
});

function daysOf(stage: string): number {
  if (stage === 'due') return 0;
  const days = Number(/\d+/.exec(stage)?.[0]);
  return stage.startsWith('before') ? -days : days;
}

it('what has not left when the next is due is replaced by it', () => {
  const { state, at } = learning();
  const dueAt = state.postIncident?.followUps[0]?.dueAt ?? 0;
  let unsent = state;
  for (const late of [-2 * DAY_MS, 0, DAY_MS]) {
    const decided = decide(unsent, { kind: 'tick' }, dueAt + late);
    for (const body of decided.ok ? decided.value.events : []) unsent = evolve(unsent, { ...body, seq: unsent.lastSeq + 1, at });
  }
  expect(unsent.postIncident?.reminders.map(({ stage }) => stage)).toEqual(['late-1d']);
  expect(new Set(unsent.postIncident?.reminders.map(({ key }) => key)).size).toBe(1);
});
