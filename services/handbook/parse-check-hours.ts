import { WEEKDAYS } from '../../domain/oncall/calendar-date.js';
import { at } from './parse-raw.js';
import type { Path, Report } from './problem.js';

/** Each entry of `during` names a day for both of its ends or for neither. Guide: G1.1 */
export function checkHours(path: Path, during: unknown, report: Report): void {
  const entries = Array.isArray(during)
    ? during.map((entry, index) => ({ entry, here: [...path, index] }))
    : [{ entry: during, here: path }];
  for (const { entry, here } of entries) {
    const [from, to] = [at(entry, 'from'), at(entry, 'to')];
    if (typeof from !== 'string' || typeof to !== 'string') continue;
    const [fromDay, toDay] = [dayIn(from), dayIn(to)];
    if (fromDay !== toDay) {
      const example = fromDay ? `${from.split(' ')[0]} ${to}` : to.replace(/^\w+ /, '');
      report(
        [...here, 'to'],
        `"${from}" and "${to}": only one of them names a day`,
        `name a day for both or for neither, for example ${example}`,
      );
    } else if (fromDay && from === to) report([...here, 'to'], `lasts from ${from} to ${to}: all week`, 'leave "during" out for always');
    else if (fromDay && at(entry, 'days') !== undefined)
      report([...here, 'days'], '"days" means nothing where "from" and "to" name a day', 'remove it', 'key');
  }
}

const dayIn = (moment: string): boolean => WEEKDAYS.some((name) => moment.startsWith(`${name} `));
