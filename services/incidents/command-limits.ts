import { DomainFailure } from '../../domain/error.js';
import { unstorableIn } from '../../domain/storable-text.js';

/** Characters at most; whatever is not named here may have `OTHER`. */
const LIMITS: Readonly<Record<string, number>> = {
  commandId: 100,
  dedupKey: 200,
  title: 300,
  post: 100,
  impact: 4_000,
  text: 10_000,
  reason: 2_000,
  noFollowUpsBecause: 2_000,
};
const OTHER = 200;
const LIST = 50;
const MAX_SNOOZE_MINUTES = 7 * 24 * 60;
const NEVER_EMPTY: ReadonlySet<string> = new Set(['commandId', 'dedupKey', 'title']);

/** Refuses what is longer than anybody writes. Throws `INVALID_INPUT` with the field. */
export function judgeTexts(input: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(input)) judge(field, value);
}

function judge(field: string, value: unknown): void {
  if (typeof value === 'string') judgeText(field, value);
  if (typeof value === 'number') judgeNumber(field, value);
  if (!Array.isArray(value)) return;
  if (value.length > LIST) refuse(field, `names ${value.length}; at most ${LIST} are accepted`);
  for (const one of value) judge(field, one);
}

function judgeText(field: string, text: string): void {
  const limit = LIMITS[field] ?? OTHER;
  if (text.length > limit) refuse(field, `has ${text.length} characters; at most ${limit} are accepted`);
  const unstorable = unstorableIn(text);
  if (unstorable !== undefined) refuse(field, `contains ${unstorable}`);
  if (NEVER_EMPTY.has(field) && text.trim() === '') refuse(field, 'is empty');
}

function judgeNumber(field: string, value: number): void {
  if (field === 'minutes' && (value < 1 || value > MAX_SNOOZE_MINUTES)) refuse(field, `is between 1 and ${MAX_SNOOZE_MINUTES}`);
  if (field === 'usersAffected' && value < 0) refuse(field, 'is not negative');
}

function refuse(field: string, what: string): never {
  throw new DomainFailure({ code: 'INVALID_INPUT', field, detail: `${field} ${what}` });
}
