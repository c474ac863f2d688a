import type { DomainError } from '../../domain/error.js';
import { FOLLOW_UP_CLASSES } from '../../domain/postincident/classes.js';
import type { PostIncidentPersonCommand } from '../../domain/postincident/post-incident-command.model.js';
import { err, ok, type Result } from '../../domain/result.js';

type Input = Readonly<Record<string, unknown>>;
type Parsed = Result<PostIncidentPersonCommand, DomainError>;

const MAX_TEXT = 10_000;
/** No person's id is longer. */
const MAX_PERSON = 200;

/** What somebody typed about what is to be learnt, as a command; or which field is wrong. */
export function learningOf(kind: PostIncidentPersonCommand['kind'], input: Input): Parsed {
  switch (kind) {
    case 'addFollowUp':
      return addFollowUpOf(input);
    case 'assignPostmortem':
      return ok({ kind, to: textOf(input, 'to', MAX_PERSON) });
    case 'publishPostmortem':
      return publishOf(input);
    default:
      return onFollowUp(kind, input);
  }
}

const bad = (field: string, detail: string): { readonly ok: false; readonly error: DomainError } =>
  err({ code: 'INVALID_INPUT', field, detail });

const textOf = (input: Input, field: string, max = MAX_TEXT): string => {
  const value = input[field];
  return typeof value === 'string' ? value.slice(0, max) : '';
};

const numberOf = (input: Input, field: string): number | null => {
  const value = input[field];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
};

function addFollowUpOf(input: Input): Parsed {
  const named = FOLLOW_UP_CLASSES.find((one) => one === input['class']);
  if (named === undefined) return bad('class', `class must be one of ${FOLLOW_UP_CLASSES.join(', ')}`);
  const dueAt = numberOf(input, 'dueAt');
  if (dueAt === null && input['dueAt'] !== undefined && input['dueAt'] !== null) return bad('dueAt', 'dueAt is in epoch milliseconds');
  const [title, owner] = [textOf(input, 'title'), textOf(input, 'owner', MAX_PERSON)];
  return ok({ kind: 'addFollowUp', class: named, title, owner, ...(dueAt === null ? {} : { dueAt }) });
}

function publishOf(input: Input): Parsed {
  const revision = numberOf(input, 'revision');
  if (revision === null) return bad('revision', 'say which revision, for example 1');
  const [digest, because] = [textOf(input, 'digest'), textOf(input, 'noFollowUpsBecause')];
  return ok({
    kind: 'publishPostmortem',
    revision,
    ...(digest === '' ? {} : { digest }),
    ...(because === '' ? {} : { noFollowUpsBecause: because }),
  });
}

type OnFollowUp = Exclude<PostIncidentPersonCommand['kind'], 'addFollowUp' | 'assignPostmortem' | 'publishPostmortem'>;

function onFollowUp(kind: OnFollowUp, input: Input): Parsed {
  const followUp = numberOf(input, 'followUp');
  if (followUp === null) return bad('followUp', 'say which follow-up, for example 1');
  switch (kind) {
    case 'assignFollowUp':
      return ok({ kind, followUp, to: textOf(input, 'to', MAX_PERSON) });
    case 'rescheduleFollowUp': {
      const dueAt = numberOf(input, 'dueAt');
      return dueAt === null
        ? bad('dueAt', 'dueAt is in epoch milliseconds')
        : ok({ kind, followUp, dueAt, reason: textOf(input, 'reason') });
    }
    case 'completeFollowUp': {
      const text = textOf(input, 'text');
      return ok({ kind, followUp, ...(text === '' ? {} : { text }) });
    }
    case 'cancelFollowUp':
      return ok({ kind, followUp, reason: textOf(input, 'reason') });
    case 'fileFollowUpTicket':
      return ok({ kind, followUp });
  }
}
