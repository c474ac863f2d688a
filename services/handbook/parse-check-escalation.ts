import { durationOf } from './parse-leaves.js';
import { at, entriesOf, itemsOf, textsOf } from './parse-raw.js';
import type { Report } from './problem.js';

/** Every step of a ladder is reached, after the one before it, and asks somebody new. Guide: G1.2 */
export function checkEscalation(data: unknown, report: Report): void {
  for (const [id, policy] of entriesOf(at(data, 'escalation'))) {
    const steps = itemsOf(at(policy, 'steps'));
    if (at(policy, 'timing') !== 'perStep') checkIncreasing(id, steps, report);
    checkRepeated(id, steps, report);
    checkPaging(id, policy, report);
    checkAgain(id, steps, report);
  }
  checkFallbacks(at(data, 'escalation'), report);
  if (at(data, 'working_hours') === undefined) checkHours(at(data, 'escalation'), report);
  else checkDay(at(data, 'working_hours'), report);
}

function checkPaging(id: string, policy: unknown, report: Report): void {
  const steps = itemsOf(at(policy, 'steps'));
  const paging = steps.filter((step) => at(step, 'page') !== undefined).length;
  if (paging === 0 && steps.length > 0)
    report(['escalation', id, 'steps'], 'no step pages anybody', 'add for example { page: on-call, answer_within: 15 minutes }');
  const low = at(policy, 'low_urgency', 'steps');
  if (paging > 0 && typeof low === 'number' && low > paging)
    report(['escalation', id, 'low_urgency', 'steps'], `there are only ${paging} steps, not ${low}`, `write at most ${paging}`);
}

/** Paged again only where the step waits that long. */
function checkAgain(id: string, steps: readonly unknown[], report: Report): void {
  for (const [index, step] of steps.entries()) {
    const again = at(step, 'page_again');
    const [every, within] = [durationOf(at(again, 'every') ?? again), durationOf(at(step, 'answer_within'))];
    if (every === null || within === null || every < within) continue;
    report(
      ['escalation', id, 'steps', index, 'page_again'],
      'never happens: the step is over by then',
      'write a shorter time than answer_within',
    );
  }
}

/** More rungs than any night has time for; with them an incident would carry a ladder too large to start with. */
const MAX_RUNGS = 40;

/** Fallbacks end, and the whole ladder, repeats and fallbacks written out, stays within bounds. */
function checkFallbacks(policies: unknown, report: Report): void {
  const circles = new Set<string>();
  for (const [id] of entriesOf(policies)) {
    const chain = [id];
    let next = at(policies, id, 'fallback');
    for (; typeof next === 'string' && !chain.includes(next); next = at(policies, next, 'fallback')) chain.push(next);
    if (next === id && !chain.some((one) => circles.has(one))) {
      report(['escalation', id, 'fallback'], `"${id}" falls back on itself in a circle`, 'let one of the circle end at its catch-all');
      for (const one of chain) circles.add(one);
    }
    const rungs = chain.reduce((sum, one) => sum + rungsOf(at(policies, one)), 0);
    if (rungs > MAX_RUNGS)
      report(
        ['escalation', id],
        `has ${rungs} rungs, repeats and fallbacks included`,
        `keep it to ${MAX_RUNGS}: the catch-all goes on forever`,
        'key',
      );
  }
}

function rungsOf(policy: unknown): number {
  const steps = itemsOf(at(policy, 'steps')).reduce<number>((sum, step) => {
    const again = at(step, 'page_again');
    const [every, within] = [durationOf(at(again, 'every') ?? again), durationOf(at(step, 'answer_within'))];
    return sum + (every === null || within === null || every === 0 ? 1 : Math.ceil(within / every));
  }, 0);
  const times = at(policy, 'repeat', 'times');
  return steps * (1 + (typeof times === 'number' ? times : 0));
}

function checkHours(policies: unknown, report: Report): void {
  const steps = entriesOf(policies).flatMap(([id, policy]) => itemsOf(at(policy, 'steps')).map((step, index) => ({ id, step, index })));
  for (const { id, step, index } of steps) {
    const verb = ['page', 'tell'].find((one) => [at(step, one)].flat().some((target) => at(target, 'during') !== undefined));
    if (verb === undefined) continue;
    const path = ['escalation', id, 'steps', index, verb];
    report(path, 'the handbook does not say when people work', 'add working_hours: { days: [Monday, …], from: "09:00", to: "17:00" }');
  }
}

function checkDay(hours: unknown, report: Report): void {
  const [from, to] = [at(hours, 'from'), at(hours, 'to')];
  if (typeof from !== 'string' || typeof to !== 'string' || from < to) return;
  report(['working_hours', 'to'], `${to} is not after ${from}`, 'let the day end after it begins');
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
