import { printPath } from '../../domain/oncall/rule-path.js';
import type { Locate } from './parse-locate.js';
import { at } from './parse-raw.js';
import type { Path, Placeholder } from './problem.js';

/** Every `placeholder:` of the file, in its order: what the guide leaves open and the author has not yet made their own. */
export function placeholdersOf(file: string, data: unknown, locate: Locate): readonly Placeholder[] {
  const found: Placeholder[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'placeholder' && typeof inner === 'string') {
        found.push({ file, ...locate(here, 'key'), path: printPath(path), guide: inner, sample: sampleOf(value) });
      } else {
        walk(inner, here);
      }
    }
  };
  walk(data, []);
  return found.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function sampleOf(holder: object): string {
  const url = at(holder, 'url');
  if (typeof url === 'string') return url;
  return [at(holder, 'name'), at(holder, 'email') ?? at(holder, 'phone')].filter((part) => typeof part === 'string').join(', ');
}
