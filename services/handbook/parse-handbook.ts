import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { printPath } from '../../domain/oncall/rule-path.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { err, ok, type Result } from '../../domain/result.js';
import { checkAlerts } from './parse-check-alerts.js';
import { checkCatchAlls } from './parse-check-catch-all.js';
import { checkComponents } from './parse-check-components.js';
import { checkEscalation } from './parse-check-escalation.js';
import { checkPeople } from './parse-check-people.js';
import { checkSchedules } from './parse-check-schedules.js';
import { checkTexts } from './parse-check-texts.js';
import { compile } from './parse-compile.js';
import { reportIssues } from './parse-issues.js';
import { placeholdersOf } from './parse-placeholders.js';
import { at, entriesOf } from './parse-raw.js';
import { handbookSchema } from './parse-schema.js';
import type { KnownIds } from './parse-shapes.js';
import { type ParsedSource, readSource } from './parse-source.js';
import { warnAbout } from './parse-warnings.js';
import type { Path, Place, Placeholder, Problem, Report } from './problem.js';
import { temporalZoneRules } from './zone-rules.temporal.js';

export interface ParsedHandbook {
  readonly handbook: Handbook;
  /** The file's text, as it is kept with the version. */
  readonly source: string;
  /** SHA-256 in hex over the compiled handbook and the source. */
  readonly digest: string;
  readonly placeholders: readonly Placeholder[];
  readonly warnings: readonly Problem[];
  /** Where an entry stands in the file. */
  readonly placeOf: (path: Path) => Place;
}

/** More than anybody reads at once; the rest shows after these are put right. */
const MAX_PROBLEMS = 500;
const zones: ZoneRules = temporalZoneRules();

/**
 * A handbook file, compiled, or everything that is wrong with it at once, in the order of the file. Never throws, whatever `source`
 * holds, and takes well under a second for any input. `file` is the name by which problems call it.
 */
export function parseHandbook(source: Uint8Array | string, file: string): Result<ParsedHandbook, readonly Problem[]> {
  const read = readSource(source);
  if (!read.ok) return err(read.error.slice(0, MAX_PROBLEMS).map((problem) => ({ file, path: '', ...problem })));

  const problems = collector(file, read.value);
  const { data } = read.value;
  const parsed = handbookSchema(knownIds(data)).safeParse(data, { reportInput: true });
  if (!parsed.success) reportIssues(parsed.error.issues, problems.report);
  for (const check of [checkTexts, checkPeople, checkSchedules, checkEscalation, checkAlerts, checkComponents])
    check(data, problems.report);
  if (!parsed.success || problems.found().length > 0) return err(problems.found());

  const handbook = compile(parsed.data, zones);
  const late = collector(file, read.value);
  checkCatchAlls(handbook, late.report);
  if (late.found().length > 0) return err(late.found());
  const warnings = collector(file, read.value);
  warnAbout(handbook, warnings.report);
  const { text, locate } = read.value;
  return ok({
    handbook,
    source: text,
    digest: digestOf(handbook, text),
    placeholders: placeholdersOf(file, data, locate),
    warnings: warnings.found(),
    placeOf: (path) => locate(path, 'value'),
  });
}

function digestOf(handbook: Handbook, text: string): string {
  return createHash('sha256').update(canonicalJson(handbook)).update('\0').update(text).digest('hex');
}

/** The ids as they are written, also those of entries that are wrong inside: a reference to them is not a second mistake. */
function knownIds(data: unknown): KnownIds {
  const ids = (section: string): ReadonlySet<string> => new Set(entriesOf(at(data, section)).map(([id]) => id));
  return {
    people: ids('people'),
    schedules: ids('schedules'),
    policies: ids('escalation'),
    services: ids('services'),
    components: ids('components'),
  };
}

function collector(file: string, { locate }: ParsedSource): { report: Report; found: () => readonly Problem[] } {
  const found = new Map<string, Problem>();
  return {
    report: (path, problem, fix, where = 'value') => {
      if (found.size >= MAX_PROBLEMS) return;
      const entry = { file, ...locate(path, where), path: printPath(path), problem, fix };
      found.set(`${entry.path}\0${problem}`, entry);
    },
    found: () => [...found.values()].toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}
