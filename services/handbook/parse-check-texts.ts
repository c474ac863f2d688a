import type { Path, Report } from './problem.js';

/** Control characters but for line feed and tab, and halves of characters: PostgreSQL stores neither, and no page should carry them. */
const UNFIT = /(?![\n\t])[\p{Cs}\p{Cc}]/u;

/** Every text and key of the file can be stored and shown. */
export function checkTexts(data: unknown, report: Report): void {
  walk(data, [], report);
}

function walk(value: unknown, path: Path, report: Report): void {
  if (typeof value === 'string' && UNFIT.test(value)) {
    report(path, 'holds a control character or half a character', 'remove it');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === '__proto__' || UNFIT.test(key)) report(here, 'is not a name', 'use letters, digits and hyphens', 'key');
    walk(inner, here, report);
  }
}
