import { compareCommands } from './compare-commands.js';
import type { ExecutionFailure, IssuedCommand, RecordedCommand } from './replay.model.js';

const activity = (id: string, input: unknown): IssuedCommand => ({ kind: 'ACTIVITY', id, facts: { type: 'deliverPage', input: [input] } });
const timer = (id: string, durationMs: number): IssuedCommand => ({ kind: 'TIMER', id, facts: { durationMs } });
const result = (status: string): IssuedCommand => ({ kind: 'RESULT', id: 'end', facts: { result: { status }, failure: null } });
const recorded = (...commands: readonly IssuedCommand[]): readonly RecordedCommand[] =>
  commands.map((one, index) => ({ ...one, eventId: 10 * (index + 1) }));

const TOLD = [timer('1', 900_000), activity('1', { to: 'ada', at: 5 }), result('CLOSED')] as const;
const compared = (commands: readonly IssuedCommand[], failure: ExecutionFailure | null = null) =>
  compareCommands({ workflowId: 'INC-1', runId: 'run', recorded: recorded(...TOLD), execution: { commands, failure } });

describe('[I8] what was recorded, and what the code does', () => {
  it('are the same, in whatever order one task issued it', () => {
    expect(compared(TOLD)).toEqual([]);
    expect(compared([...TOLD].reverse())).toEqual([]);
  });

  it.each([
    ['ACTIVITY_INPUT', 20, [timer('1', 900_000), activity('1', { to: 'ben', at: 5 }), result('CLOSED')], 'input.0.to', '"ada"', '"ben"'],
    ['TIMER_DURATION', 10, [timer('1', 900_001), TOLD[1], TOLD[2]], 'durationMs', '900000', '900001'],
    ['RESULT', 30, [TOLD[0], TOLD[1], result('CANCELED')], 'result.status', '"CLOSED"', '"CANCELED"'],
  ] as const)('%s differs at event %d: named, with both values and where they part', (...[what, eventId, commands, place, was, is]) => {
    const [found, ...more] = compared(commands);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ what, eventId, runId: 'run', recorded: was, replayed: is });
    expect(found?.detail).toContain(place);
  });

  it('texts that say the same are the same, however they are written; where they differ, the place inside is named', () => {
    const written = (json: string): IssuedCommand => ({ kind: 'ACTIVITY', id: '1', facts: { type: 'deliverPage', input: [{ json }] } });
    const against = (json: string) =>
      compareCommands({
        workflowId: 'INC-1',
        runId: 'run',
        recorded: recorded(written('{"to":"ada","at":5}')),
        execution: { commands: [written(json)], failure: null },
      });
    expect(against('{"to":"ada","at":5}')).toEqual([]);
    expect(against('{ "at": 5, "to": "ada" }')).toEqual([]);
    expect(against('{"to":"ben","at":5}')).toMatchObject([{ what: 'ACTIVITY_INPUT', recorded: '"ada"', replayed: '"ben"' }]);
    expect(against('{"to":"ben","at":5}')[0]?.detail).toContain('input.0.to');
    expect(against('{"to":"ada"')).toMatchObject([{ what: 'ACTIVITY_INPUT' }]);
    expect(against('['.repeat(200_000) + ']'.repeat(200_000))).toMatchObject([{ what: 'ACTIVITY_INPUT' }]);
  });

  it('a command that the code does not issue is named by its event', () => {
    expect(compared([TOLD[0], TOLD[2]])).toMatchObject([{ what: 'COMMAND', eventId: 20, replayed: null }]);
  });

  it('where the SDK notices another way later than it began, the first event that differs is named, and nothing after it', () => {
    const failure = { kind: 'NONDETERMINISM', message: 'unexpected', eventId: 30 } as const;
    const found = compared([timer('1', 1), timer('2', 7)], failure);
    expect(found.map(({ what, eventId }) => [what, eventId])).toEqual([
      ['TIMER_DURATION', 10],
      ['COMMAND', 20],
    ]);
    expect(found[1]?.replayed).toContain('"id":"2"');
  });

  it('what could not be executed at all is one finding', () => {
    const found = compared([], { kind: 'FAILED', message: 'no such workflow', eventId: null });
    expect(found).toMatchObject([{ what: 'REPLAY', eventId: 10 }]);
  });

  it('long values are cut', () => {
    const [found] = compared([TOLD[0], activity('1', { to: 'x'.repeat(10_000), at: 5 }), TOLD[2]]);
    expect(found?.replayed?.length).toBe(2_000);
  });
});
