import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { DAY_MS } from '../../domain/instant.js';

const SHIPPED = new URL('../../handbook/escrow-platform.yaml', import.meta.url);

/** Somebody else's turn, in local time: `2026-12-24 09:00`. */
export interface Cover {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

const WEEK_MS = 7 * DAY_MS;
const A_MONDAY = Date.UTC(1970, 0, 5);

/** A Monday, one to two weeks before `now`: a turn that begins there and takes a year holds whenever the tests run. */
const startedLately = (now: number): string => {
  const weeks = Math.floor((now - A_MONDAY) / WEEK_MS) - 1;
  return new Date(A_MONDAY + weeks * WEEK_MS).toISOString().slice(0, 10);
};

/**
 * The shipped handbook with steps of seconds, whose rotation has ada on call now, without the handoffs that fall due at nine.
 * `answerWithin` counts from the first page.
 */
export function writeQuickHandbook(file: string, answerWithin: readonly string[], covers: readonly Cover[] = []): string {
  const document = parseDocument(readFileSync(SHIPPED, 'utf8'));
  answerWithin.forEach((duration, step) => document.setIn(['escalation', 'standard', 'steps', step, 'answer_within'], duration));
  document.setIn(['schedules', 'on-call', 'rotation', 'starting'], startedLately(Date.now()));
  document.setIn(['schedules', 'on-call', 'rotation', 'every'], '52 weeks');
  document.setIn(['schedules', 'on-call', 'overrides'], document.createNode(covers));
  document.setIn(['schedules', 'on-call', 'rotation', 'people'], ['ada', 'ben']);
  document.delete('handoffs');
  writeFileSync(file, document.toString());
  return file;
}
