import { at, entriesOf, itemsOf } from './parse-raw.js';
import type { Report } from './problem.js';

/** Every alert arrives somewhere, and every rule and route can be told apart and reached. Guide: G5.2 */
export function checkAlerts(data: unknown, report: Report): void {
  checkRuleNames(data, report);
  checkRoutes(itemsOf(at(data, 'alerts', 'route')), report);
}

function checkRuleNames(data: unknown, report: Report): void {
  const seen = new Set<unknown>();
  for (const priority of ['high', 'medium', 'low']) {
    for (const [index, rule] of itemsOf(at(data, 'alerts', priority)).entries()) {
      const name = at(rule, 'alert');
      if (typeof name !== 'string') continue;
      if (seen.has(name))
        report(['alerts', priority, index, 'alert'], `a rule named "${name}" is already there`, 'give each rule a name of its own');
      seen.add(name);
    }
  }
}

function checkRoutes(routes: readonly unknown[], report: Report): void {
  const seen = new Set<string>();
  let otherwise = -1;
  for (const [index, route] of routes.entries()) {
    const path = ['alerts', 'route', index];
    const [match, isOtherwise] = [at(route, 'match'), at(route, 'otherwise') === true];
    if (otherwise >= 0)
      report(path, 'this route is unreachable: the one before it takes everything', 'move it above the route with otherwise: true');
    if (isOtherwise && match !== undefined)
      report([...path, 'match'], '"match" means nothing beside otherwise: true', 'keep one of the two', 'key');
    if (!isOtherwise && match === undefined) report(path, 'this route matches nothing', 'add match: { label: value }, or otherwise: true');
    if (isOtherwise) otherwise = index;
    const signature = JSON.stringify(entriesOf(match).toSorted());
    if (match !== undefined && seen.has(signature))
      report([...path, 'match'], 'this route is unreachable: an earlier one matches the same labels', 'remove one of the two');
    seen.add(signature);
  }
  if (routes.length > 0 && otherwise < 0) {
    report(
      ['alerts', 'route'],
      'an alert that matches no route would be lost',
      'end the list with { otherwise: true, to: <service> }',
      'key',
    );
  }
}
