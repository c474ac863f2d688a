import type { IncidentEvent } from '../incidents/incident-event.model.js';
import { compareTimeline, type Projected, type StoredTimeline } from './compare-timeline.js';

const note = (seq: number, text = `note ${seq}`): IncidentEvent => ({
  type: 'NoteAdded',
  by: { person: 'ada', via: 'API', verified: true },
  text,
  seq,
  at: 1_000 * seq,
});
const by = (eventId: number, events: readonly IncidentEvent[], outcome: Projected['outcome'] = 'COMMITTED'): Projected => ({
  workflowId: 'INC-1',
  runId: 'run',
  eventId,
  outcome,
  events,
});
const stored = (...events: readonly IncidentEvent[]): StoredTimeline => ({
  rows: events.map((event) => ({ seq: event.seq, event, isDigestTrue: true, isChainTrue: true })),
  lastSeq: events.at(-1)?.seq ?? 0,
  isHeadTrue: true,
  isLive: false,
});
const compared = (projected: readonly Projected[], timeline: StoredTimeline) => compareTimeline('INC-1', projected, timeline);

describe('[I9] the stored timeline, and what the workflows decided', () => {
  it('are the same, also where a projection was repeated', () => {
    expect(compared([by(5, [note(1), note(2)]), by(9, [note(2)]), by(12, [note(3)])], stored(note(1), note(2), note(3)))).toEqual([]);
  });

  it('a changed row is named, with the run and the event that decided it', () => {
    const [found, ...more] = compared([by(5, [note(1)]), by(9, [note(2)])], stored(note(1), note(2, 'forged')));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ what: 'TIMELINE', seq: 2, runId: 'run', eventId: 9, recorded: '"forged"', replayed: '"note 2"' });
  });

  it('a removed row and a row that nobody decided are named', () => {
    const found = compared([by(5, [note(1), note(2)])], stored(note(1), note(3)));
    expect(found.map(({ seq, detail }) => [seq, detail])).toEqual([
      [2, 'the row is missing'],
      [3, 'no run decided what this row says'],
    ]);
  });

  it('a tail that was cut off, in the incident’s own row too, is named', () => {
    expect(compared([by(5, [note(1), note(2)])], stored(note(1)))).toMatchObject([{ seq: 2, detail: 'the row is missing' }]);
  });

  it('a row whose digest or link was changed is named', () => {
    const timeline = stored(note(1), note(2));
    const rows = timeline.rows.map((row) => ({ ...row, isChainTrue: row.seq !== 2 }));
    expect(compared([by(5, [note(1), note(2)])], { ...timeline, rows })).toMatchObject([{ seq: 2, eventId: 5 }]);
    expect(compared([by(5, [note(1), note(2)])], { ...timeline, isHeadTrue: false })).toMatchObject([{ seq: 2 }]);
  });

  it('what was fenced off does not count; what was under way when its run ended may be there or not', () => {
    const fenced = by(7, [note(2, 'another way')], 'FENCED');
    expect(compared([by(5, [note(1)]), fenced, by(8, [note(2)], 'UNKNOWN')], stored(note(1), note(2)))).toEqual([]);
    expect(compared([by(5, [note(1)]), fenced, by(8, [note(2)], 'UNKNOWN')], stored(note(1)))).toEqual([]);
    expect(compared([by(5, [note(1)]), fenced], stored(note(1), note(2, 'another way')))).toMatchObject([{ seq: 2 }]);
  });

  it('a run that goes on may have decided more since the rows were read', () => {
    expect(compared([by(5, [note(1), note(2)])], { ...stored(note(1)), isLive: true })).toEqual([]);
  });
});
