import type { DomainError } from '../../domain/error.js';
import { POST_PHASES, SEVERITIES, type Severity } from '../../domain/handbook/handbook.model.js';
import type { WorkingStatus } from '../../domain/incidents/incident.model.js';
import type { CommandKind, PersonCommand } from '../../domain/incidents/incident-command.model.js';
import { err, ok, type Result } from '../../domain/result.js';
import { findUnstorable } from '../../domain/storable-text.js';
import { textOf } from './form-text.js';
import { READ_LEARNING } from './learning-input.js';
import type { FormInput } from './page-context.js';

export const WORKING_STATUSES = ['TRIAGE', 'INVESTIGATING', 'IDENTIFIED', 'MONITORING'] as const satisfies readonly WorkingStatus[];

/** Most UTF-16 units of what somebody types into a field; longer texts are refused with its name. */
const MAX_TEXT: Readonly<Record<string, number>> = { text: 10_000, impact: 4_000 };
const MAX_OTHER = 2_000;
const MAX_LIST = 50;

type Parsed = Result<PersonCommand, DomainError>;

/** The command that a form says, or which of its fields is wrong. Whether it is allowed is the incident's to decide. */
export function commandOf(kind: CommandKind, input: FormInput): Parsed {
  for (const [field, values] of Object.entries(input)) {
    const max = MAX_TEXT[field] ?? MAX_OTHER;
    if (values.some((value) => value.length > max)) return invalid(field, `is longer than ${max} characters`);
    const unstorable = findUnstorable(field, values);
    if (unstorable !== undefined) return invalid(field, `contains ${unstorable.what}`);
  }
  return READ[kind](input);
}

const READ: Readonly<Record<CommandKind, (input: FormInput) => Parsed>> = {
  acknowledge: () => ok({ kind: 'acknowledge' }),
  unacknowledge: (input) => ok({ kind: 'unacknowledge', ...optional(input, 'reason') }),
  escalateNow: (input) => ok({ kind: 'escalateNow', ...optional(input, 'reason') }),
  decline: (input) => ok({ kind: 'decline', ...optional(input, 'reason') }),
  assess: (input) => {
    const typed = textOf(input, 'usersAffected');
    const usersAffected = Number(typed);
    if (textOf(input, 'impact') === '') return invalid('impact', 'is missing: say what does not work, and for whom');
    if (typed !== '' && !(Number.isSafeInteger(usersAffected) && usersAffected >= 0))
      return invalid('users affected', 'must be a whole number, or empty');
    const services = listOf(input, 'services');
    return ok({ kind: 'assess', impact: textOf(input, 'impact'), services, ...(typed === '' ? {} : { usersAffected }) });
  },
  classify: (input) => {
    const severity = textOf(input, 'severity');
    return isSeverity(severity)
      ? ok({ kind: 'classify', severity, ...optional(input, 'reason') })
      : invalid('severity', 'must be one of SEV1 to SEV4');
  },
  addResponders: (input) => {
    const people = listOf(input, 'people');
    if (people.length === 0 || people.length > MAX_LIST) return invalid('people', `must name between 1 and ${MAX_LIST} people`);
    return ok({ kind: 'addResponders', people, ...optional(input, 'reason') });
  },
  reassign: (input) => {
    const to = textOf(input, 'to');
    return to === '' ? invalid('to', 'must name a person') : ok({ kind: 'reassign', to, ...optional(input, 'reason') });
  },
  handOver: (input) => {
    const to = textOf(input, 'to');
    return to === '' ? invalid('to', 'must name a person') : ok({ kind: 'handOver', to, ...optional(input, 'note') });
  },
  // Items hold commas: each box is one.
  acceptCommand: (input) => ok({ kind: 'acceptCommand', ticked: (input['ticked'] ?? []).slice(0, MAX_LIST) }),
  declineCommand: (input) => ok({ kind: 'declineCommand', ...optional(input, 'reason') }),
  withdrawHandOver: (input) => ok({ kind: 'withdrawHandOver', ...optional(input, 'reason') }),
  snooze: (input) => {
    const minutes = Number(textOf(input, 'minutes'));
    return minutes >= 1 ? ok({ kind: 'snooze', minutes, ...optional(input, 'reason') }) : invalid('minutes', 'must be a number from 1');
  },
  adoptPolicy: (input) => ok({ kind: 'adoptPolicy', ...optional(input, 'reason') }),
  addNote: (input) => (textOf(input, 'text') === '' ? invalid('note', 'is empty') : ok({ kind: 'addNote', text: textOf(input, 'text') })),
  setStatus: (input) => {
    const status = WORKING_STATUSES.find((one) => one === textOf(input, 'status'));
    return status === undefined
      ? invalid('status', `must be one of ${WORKING_STATUSES.join(', ')}`)
      : ok({ kind: 'setStatus', status, ...optional(input, 'text') });
  },
  resolve: (input) => ok({ kind: 'resolve', ...optional(input, 'text'), ...(textOf(input, 'confirm') === '' ? {} : { confirm: true }) }),
  reopen: (input) =>
    textOf(input, 'reason') === '' ? missingReason('why it is not over') : ok({ kind: 'reopen', reason: textOf(input, 'reason') }),
  draftStatusPost: (input) => {
    const phase = POST_PHASES.find((one) => one === textOf(input, 'phase'));
    if (phase === undefined) return invalid('phase', `must be one of ${POST_PHASES.join(', ')}`);
    return ok({ kind: 'draftStatusPost', phase, ...optional(input, 'text'), ...optionalList(input, 'components') });
  },
  publishStatusPost: (input) =>
    ok({ kind: 'publishStatusPost', post: textOf(input, 'post'), text: textOf(input, 'text'), ...optionalList(input, 'components') }),
  discardStatusPost: (input) => ok({ kind: 'discardStatusPost', post: textOf(input, 'post'), ...optional(input, 'reason') }),
  cancel: (input) =>
    textOf(input, 'reason') === '' ? missingReason('why this is no incident') : ok({ kind: 'cancel', reason: textOf(input, 'reason') }),
  ...READ_LEARNING,
};

/** What a browser posted, whatever shape the parser gave it: only strings are kept. */
export function formInputOf(body: unknown): FormInput {
  if (typeof body !== 'object' || body === null) return {};
  const fields = Object.entries(body).slice(0, MAX_LIST);
  return Object.fromEntries(
    fields.map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')]),
  );
}

/** Several choices, or one text with commas. */
export const listOf = (input: FormInput, field: string): readonly string[] => {
  const values = Object.hasOwn(input, field) ? (input[field] ?? []) : [];
  return [...new Set(values.flatMap((value) => value.split(',')).map((value) => value.trim()))].filter((value) => value !== '');
};

const optional = <F extends string>(input: FormInput, field: F): { readonly [K in F]?: string } => {
  const text = textOf(input, field);
  return (text === '' ? {} : { [field]: text }) as { readonly [K in F]?: string };
};

const optionalList = <F extends string>(input: FormInput, field: F): { readonly [K in F]?: readonly string[] } => {
  const list = listOf(input, field);
  return (list.length === 0 ? {} : { [field]: list }) as { readonly [K in F]?: readonly string[] };
};

const isSeverity = (text: string): text is Severity => SEVERITIES.some((one) => one === text);
const invalid = (field: string, what: string): Parsed => err({ code: 'INVALID_INPUT', field, detail: `${field} ${what}` });
const missingReason = (what: string): Parsed => err({ code: 'REASON_REQUIRED', field: 'reason', detail: `say ${what}` });
