import { at, entriesOf } from './parse-raw.js';
import type { Report } from './problem.js';

/** The page has lines, and each of them can be told of. Guide: G2.5 */
export function checkComponents(data: unknown, report: Report): void {
  const page = at(data, 'communications', 'status_page');
  if (page === undefined) return;
  const components = entriesOf(at(data, 'components'));
  if (components.length === 0) {
    report(
      ['communications', 'status_page'],
      'there is no component to tell of',
      'add components: { payments: { name: Payments } }',
      'key',
    );
  }
  const names = new Map<unknown, string>();
  for (const [id, component] of components) {
    const name = at(component, 'name');
    const other = names.get(name);
    if (typeof name === 'string' && other !== undefined)
      report(['components', id, 'name'], `"${name}" is the name of ${other} already`, 'give each component a name of its own');
    names.set(name, id);
  }
}
