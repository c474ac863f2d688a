import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

const SHIPPED = new URL('../../handbook/escrow-platform.yaml', import.meta.url);

/** Somebody else's turn, in local time: `2026-12-24 09:00`. */
export interface Cover {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The shipped handbook with steps of seconds, whose rotation has ada on call whenever the tests run. `answerWithin` counts from
 * the first page.
 */
export function writeQuickHandbook(file: string, answerWithin: readonly string[], covers: readonly Cover[] = []): string {
  const document = parseDocument(readFileSync(SHIPPED, 'utf8'));
  answerWithin.forEach((duration, step) => document.setIn(['escalation', 'standard', 'steps', step, 'answer_within'], duration));
  document.setIn(['schedules', 'on-call', 'rotation', 'starting'], '2020-01-06');
  document.setIn(['schedules', 'on-call', 'rotation', 'every'], '52 weeks');
  document.setIn(['schedules', 'on-call', 'overrides'], document.createNode(covers));
  document.setIn(['schedules', 'on-call', 'rotation', 'people'], ['ada', 'ben']);
  writeFileSync(file, document.toString());
  return file;
}
