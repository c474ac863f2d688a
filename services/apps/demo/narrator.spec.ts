import { stripVTControlCharacters } from 'node:util';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/instant.js';
import { createNarrator } from './narrator.js';

const BEGAN = 1_795_000_000_000;

function narrated() {
  const lines: string[] = [];
  const say = createNarrator((line) => lines.push(stripVTControlCharacters(line)));
  return { say, times: () => lines.flatMap((line) => /^T\+\S+( \d\d:\d\d)?/.exec(line)?.[0] ?? []) };
}

it('tells time from the first line: minutes, then hours, then days', () => {
  const { say, times } = narrated();
  for (const ms of [0, 15 * MINUTE_MS + SECOND_MS, HOUR_MS + 10 * MINUTE_MS + 5 * SECOND_MS, 3 * DAY_MS + 2 * HOUR_MS + 10 * MINUTE_MS])
    say.tell(BEGAN + ms, 'it happens');
  expect(times()).toEqual(['T+00:00', 'T+15:01', 'T+1:10:05', 'T+3d 02:10']);
});

it('counts a chapter apart from its own beginning, and the story afterwards from the first line', () => {
  const { say, times } = narrated();
  say.tell(BEGAN, 'it begins');
  say.chapter('something else', 'apart');
  say.tell(BEGAN + 5 * DAY_MS, 'it begins');
  say.tell(BEGAN + 5 * DAY_MS + 30 * MINUTE_MS, 'it ends');
  say.chapter('and on', 'goes on');
  say.tell(BEGAN + MINUTE_MS, 'it ends');
  expect(times()).toEqual(['T+00:00', 'T+00:00', 'T+30:00', 'T+01:00']);
});
