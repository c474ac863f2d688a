import { CHANNELS } from '../../domain/handbook/handbook.model.js';
import { didYouMean } from './did-you-mean.js';
import { at, entriesOf, itemsOf } from './parse-raw.js';
import type { Report } from './problem.js';

/** Everybody can be woken, over methods that they have; no id means two things. Guide: G1.1 */
export function checkPeople(data: unknown, report: Report): void {
  for (const [id, person] of entriesOf(at(data, 'people'))) {
    checkReach(id, person, report);
    if (at(data, 'schedules', id) !== undefined) {
      report(['people', id], `"${id}" is both a person and a schedule`, 'rename one of them: a step pages either by its id', 'key');
    }
  }
}

function checkReach(id: string, person: unknown, report: Report): void {
  const reach = at(person, 'reach');
  if (reach === undefined) return;
  const contact = new Set(['email', ...entriesOf(at(person, 'contact')).map(([channel]) => channel)]);
  for (const urgency of ['high', 'low']) {
    const seen = new Set<string>();
    for (const [index, rung] of itemsOf(at(reach, urgency)).entries()) {
      const method = methodOf(rung);
      if (!isChannel(method)) continue;
      const path = ['people', id, 'reach', urgency, index];
      if (!contact.has(method))
        report(path, `${id} has no contact method "${method}"`, `add contact: { ${method}: … }, or ${didYouMean('', contact)}`);
      if (seen.has(method)) report(path, `"${method}" is used twice`, 'keep it once');
      seen.add(method);
    }
  }
}

function methodOf(rung: unknown): unknown {
  return typeof rung === 'string' ? rung : entriesOf(rung)[0]?.[0];
}

function isChannel(name: unknown): name is string {
  return CHANNELS.some((channel) => channel === name);
}
