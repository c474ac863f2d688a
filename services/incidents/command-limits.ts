import { DomainFailure } from '../../domain/error.js';

/** Characters at most; whatever is not named here may have `OTHER`. */
const LIMITS: Readonly<Record<string, number>> = { commandId: 100, dedupKey: 200, title: 300, impact: 4_000, text: 10_000, reason: 2_000 };
const OTHER = 200;
const LIST = 50;
const MAX_SNOOZE_MINUTES = 7 * 24 * 60;

/** Refuses what is longer than anybody writes. Throws `INVALID_INPUT` with the field. */
export function judgeTexts(input: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(input)) judge(field, value);
}

function judge(field: string, value: unknown): void {
  const limit = LIMITS[field] ?? OTHER;
  if (typeof value === 'string') {
    if (value.length > limit) refuse(field, `has ${value.length} characters; at most ${limit} are accepted`);
    if (value.includes('\u0000')) refuse(field, 'contains a NUL character');
  }
  if (Array.isArray(value)) {
    if (value.length > LIST) refuse(field, `names ${value.length}; at most ${LIST} are accepted`);
    for (const one of value) judge(field, one);
  }
  if (field === 'minutes' && (typeof value !== 'number' || value < 1 || value > MAX_SNOOZE_MINUTES)) {
    refuse(field, `is between 1 and ${MAX_SNOOZE_MINUTES}`);
  }
  if (field === 'usersAffected' && typeof value === 'number' && value < 0) refuse(field, 'is not negative');
  if ((field === 'commandId' || field === 'dedupKey' || field === 'title') && typeof value === 'string' && value.trim() === '') {
    refuse(field, 'is empty');
  }
}

function refuse(field: string, what: string): never {
  throw new DomainFailure({ code: 'INVALID_INPUT', field, detail: `${field} ${what}` });
}
