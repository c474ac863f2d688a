import { sleep } from '@temporalio/workflow';
import { incident as faithful, postIncident as faithfulAfterwards } from '../../../dist/workflows/index.js';

/** Deliberately incompatible: one timer more than any history knows. */
export async function incident(input) {
  await sleep(1);
  return await faithful(input);
}

export async function postIncident(input) {
  await sleep(1);
  return await faithfulAfterwards(input);
}
