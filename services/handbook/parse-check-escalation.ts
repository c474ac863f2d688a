import { durationOf } from './parse-leaves.js';
import { at, entriesOf, itemsOf, textsOf } from './parse-raw.js';
import type { Report } from './problem.js';

/** Every step of a ladder is reached, after the one before it, and asks somebody new. Guide: G1.2 */
export function checkEscalation(data: unknown, report: Report): void {
  for (const [id, policy] of entriesOf(at(data, 'escalation'))) {
    const steps = itemsOf(at(policy, 'steps'));
    if (at(policy, 'timing') !== 'perStep') checkIncreasing(id, steps, report);
    checkRepeated(id, steps, report);
    const low = at(policy, 'low_urgency', 'steps');
    if (typeof low === 'number' && low > steps.length) {
      report(
        ['escalation', id, 'low_urgency', 'steps'],
        `there are only ${steps.length} steps, not ${low}`,
        `write at most ${steps.length}`,
      );
    }
  }
}

function checkIncreasing(id: string, steps: readonly unknown[], report: Report): void {
  let latest = 0;
  for (const [index, step] of steps.entries()) {
    const within = durationOf(at(step, 'answer_within'));
    if (within === null || within === 0) continue;
    if (within <= latest) {
      const problem = `step ${index + 1} is unreachable: ${String(at(step, 'answer_within'))} is not later than the step before`;
      report(
        ['escalation', id, 'steps', index, 'answer_within'],
        problem,
        'write a longer time (it counts from the first page), or timing: perStep',
      );
    }
    latest = Math.max(latest, within);
  }
}

function checkRepeated(id: string, steps: readonly unknown[], report: Report): void {
  const pagedBy = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    const page = at(step, 'page');
    for (const [position, target] of textsOf(page).entries()) {
      const earlier = pagedBy.get(target);
      const path = ['escalation', id, 'steps', index, 'page', ...(Array.isArray(page) ? [position] : [])];
      if (earlier !== undefined)
        report(path, `"${target}" is paged again, after step ${earlier + 1}`, 'page somebody else, or remove the step');
      else pagedBy.set(target, index);
    }
  }
}
