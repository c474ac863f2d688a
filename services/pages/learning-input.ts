import { type DomainError } from '../../domain/error.js';
import type { Instant } from '../../domain/instant.js';
import { FOLLOW_UP_CLASSES } from '../../domain/postincident/classes.js';
import type { PostIncidentPersonCommand } from '../../domain/postincident/post-incident-command.model.js';
import { err, ok, type Result } from '../../domain/result.js';
import { textOf } from './form-text.js';
import type { FormInput } from './page-context.js';

type Parsed = Result<PostIncidentPersonCommand, DomainError>;

const invalid = (field: string, what: string): { readonly ok: false; readonly error: DomainError } =>
  err({ code: 'INVALID_INPUT', field, detail: `${field} ${what}` });

/** What the forms of learning say, or which of their fields is wrong. */
export const READ_LEARNING: Readonly<Record<PostIncidentPersonCommand['kind'], (input: FormInput) => Parsed>> = {
  addFollowUp: (input) => {
    const kind = FOLLOW_UP_CLASSES.find((one) => one === textOf(input, 'class'));
    const due = dueIn(input);
    if (kind === undefined) return invalid('class', `must be one of ${FOLLOW_UP_CLASSES.join(', ')}`);
    if (due === 'WRONG') return invalid('due', 'is not a date');
    const owner = textOf(input, 'owner');
    return ok({ kind: 'addFollowUp', class: kind, title: textOf(input, 'title'), owner, ...(due === null ? {} : { dueAt: due }) });
  },
  assignFollowUp: (input) => numbered(input, (followUp) => ok({ kind: 'assignFollowUp', followUp, to: textOf(input, 'to') })),
  rescheduleFollowUp: (input) =>
    numbered(input, (followUp) => {
      const due = dueIn(input);
      if (due === 'WRONG' || due === null) return invalid('due', 'is not a date');
      return ok({ kind: 'rescheduleFollowUp', followUp, dueAt: due, reason: textOf(input, 'reason') });
    }),
  completeFollowUp: (input) =>
    numbered(input, (followUp) => {
      const text = textOf(input, 'text');
      return ok({ kind: 'completeFollowUp', followUp, ...(text === '' ? {} : { text }) });
    }),
  cancelFollowUp: (input) => numbered(input, (followUp) => ok({ kind: 'cancelFollowUp', followUp, reason: textOf(input, 'reason') })),
  fileFollowUpTicket: (input) => numbered(input, (followUp) => ok({ kind: 'fileFollowUpTicket', followUp })),
  assignPostmortem: (input) => ok({ kind: 'assignPostmortem', to: textOf(input, 'to') }),
  publishPostmortem: (input) => {
    const revision = wholeIn(input, 'revision');
    const because = textOf(input, 'noFollowUpsBecause');
    if (revision === null) return invalid('revision', 'must be a whole number');
    return ok({ kind: 'publishPostmortem', revision, ...(because === '' ? {} : { noFollowUpsBecause: because }) });
  },
};

function numbered(input: FormInput, go: (followUp: number) => Parsed): Parsed {
  const followUp = wholeIn(input, 'followUp');
  return followUp === null ? invalid('followUp', 'must be the number of a follow-up') : go(followUp);
}

function wholeIn(input: FormInput, field: string): number | null {
  const text = textOf(input, field);
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The end of the named day, in UTC: whoever reads it anywhere has the day. null: no date was given. */
function dueIn(input: FormInput): Instant | 'WRONG' | null {
  const text = textOf(input, 'due');
  if (text === '') return null;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T23:59:59Z`) : Number.NaN;
  return Number.isNaN(at) ? 'WRONG' : at;
}
