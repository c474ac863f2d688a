import { sleep } from '@temporalio/workflow';
import { incident as faithful, postIncident as faithfulAfterwards, handoff as faithfulHandoff } from '../../../dist/workflows/index.js';

/** Deliberately incompatible: one timer more than any history knows. */
export async function incident(input) {
  await sleep(1);
  return await faithful(input);
}

/** The same: two, since the first thing that a resumed one does is to wait for a reminder. */
export async function postIncident(input) {
  await Promise.all([sleep(1), sleep(2)]);
  return await faithfulAfterwards(input);
}

/** A change of the guard that waits a moment before it begins. */
export async function handoff(input) {
  await sleep(1);
  return await faithfulHandoff(input);
}
