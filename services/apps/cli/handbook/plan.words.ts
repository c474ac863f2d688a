import { harmless } from '../harmless.js';
import { paint, table } from '../output.js';
import { localStamp, shortDuration } from '../times.js';
import type { NightShape, PersonShape, PlanShape } from './plan.shape.js';

const SIGNS = { ADDED: ['green', '+'], CHANGED: ['yellow', '~'], REMOVED: ['red', '-'] } as const;
const TROUBLES: Readonly<Record<NightShape['trouble'], string>> = {
  UNREACHABLE: 'nobody within 30 minutes',
  TWICE: 'holds two steps',
  ASLEEP: 'is woken while a colleague is awake',
};

/** A plan as a tree for a terminal. `zone` is the zone in which times are shown. */
export function planInWords(plan: PlanShape, zone: string): string {
  const lines = [
    ...changeLines(plan, zone),
    ...shiftLines(plan, zone),
    ...ladderLines(plan),
    ...nightLines(plan, zone),
    ...incidentLines(plan, zone),
    '',
    `Plan ${plan.digest ?? ''}`,
  ];
  return lines.join('\n');
}

function changeLines({ changes, scheduled, ...plan }: PlanShape, zone: string): readonly string[] {
  const later = scheduled.map((one) => paint('yellow', scheduledLine(one, `${localStamp(one.effectiveAt, zone)} (${zone})`)));
  const title = [...later, `${comparedWith(plan, zone)}:`];
  if (changes.length === 0) return [...title, '  nothing changes'];
  return [...title, ...changes.flatMap(treeOf)];
}

/** What a plan is of: against which version, and from when on. `zone` is the zone in which times are shown. */
export function comparedWith(
  { replacedVersionId, effectiveAt }: Pick<PlanShape, 'replacedVersionId' | 'effectiveAt'>,
  zone: string,
): string {
  if (replacedVersionId === null) return 'No handbook runs yet';
  if (effectiveAt === null) return `Against version ${replacedVersionId}, which runs`;
  return `From ${localStamp(effectiveAt, zone)} (${zone}) on, against version ${replacedVersionId}, which runs until then`;
}

/** That a version which somebody scheduled comes in the place of the one that is planned or applied. */
export const scheduledLine = ({ versionId }: PlanShape['scheduled'][number], at: string): string =>
  `version ${versionId} takes effect at ${at} and replaces this`;

function treeOf({ kind, part, fields }: PlanShape['changes'][number]): readonly string[] {
  const [style, sign] = SIGNS[kind as keyof typeof SIGNS];
  const leaves = fields.map(({ field, how, before, after }, index) => {
    const branch = index === fields.length - 1 ? '└' : '├';
    if (before === null || after === null) return `  ${branch} ${harmless(field)}: ${how.toLowerCase()}`;
    if (kind === 'ADDED') return `  ${branch} ${harmless(field)}: ${harmless(after)}`;
    return `  ${branch} ${harmless(field)}: ${paint('red', shown(before))} → ${paint('green', shown(after))}`;
  });
  return [`${paint(style, `${sign} ${harmless(part)}`)}`, ...leaves];
}

const shown = (text: string): string => (text === '' ? 'nothing' : harmless(text));
/** How far a plan looks. */
export const within = (effectiveAt: string | null): string =>
  effectiveAt === null ? 'in the next 28 days' : 'until 28 days after it takes effect';
const name = (person: PersonShape): string => person?.id ?? 'nobody';

function shiftLines({ shifts, effectiveAt }: PlanShape, zone: string): readonly string[] {
  if (shifts.length === 0) return ['', `On call ${within(effectiveAt)}: nobody’s shift moves`];
  const rows = shifts.map((shift) => [
    shift.schedule,
    localStamp(shift.from, zone),
    localStamp(shift.to, zone),
    { text: name(shift.before), style: 'red' as const },
    { text: name(shift.after), style: 'green' as const },
  ]);
  return [
    '',
    `On call ${within(effectiveAt)}, ${shifts.length} shifts move (${zone})`,
    table(['SCHEDULE', 'FROM', 'UNTIL', 'BEFORE', 'AFTER'], rows),
  ];
}

function ladderLines({ ladders }: PlanShape): readonly string[] {
  return ladders.flatMap(({ policy, before, after }) => {
    const rows = Array.from({ length: Math.max(before?.length ?? 0, after?.length ?? 0) }, (_, index) => [
      String(index + 1),
      rung(before?.[index]),
      rung(after?.[index]),
    ]);
    return ['', `Escalation ${harmless(policy)}, if nobody answers`, table(['RUNG', 'BEFORE', 'AFTER'], rows)];
  });
}

type Rung = NonNullable<PlanShape['ladders'][number]['before']>[number];

const rung = (one: Rung | undefined): string =>
  one === undefined ? '–' : `${one.targets.join(', ') || 'waits'}: +${shortDuration(one.pagedAfter)} to +${shortDuration(one.answerBy)}`;

function nightLines({ nights }: PlanShape, zone: string): readonly string[] {
  if (nights === null || nights.better.length + nights.worse.length === 0) return ['', 'Nights: none becomes better or worse'];
  return [
    '',
    'Nights',
    ...nights.worse.map((one) => paint('red', nightLine('worse', one, zone))),
    ...nights.better.map((one) => paint('green', nightLine('better', one, zone))),
  ];
}

/** One change of the nights in a line; the first days of many. */
export function nightLine(how: 'better' | 'worse', { trouble, person, spans }: NightShape, zone: string): string {
  const days = [...new Set(spans.map((span) => localStamp(span.from, zone).slice(0, 10)))];
  const dates = days.length > 5 ? `${days.slice(0, 5).join(', ')} and ${days.length - 5} more` : days.join(', ');
  const hours = spans.reduce((sum, span) => sum + (Date.parse(span.to) - Date.parse(span.from)) / 3_600_000, 0);
  return `  ${how}: ${person === null ? '' : `${name(person)} `}${TROUBLES[trouble]}${how === 'better' ? ' no more' : ''}, ${hours} h on ${dates}`;
}

function incidentLines({ incidentsRunning }: PlanShape, zone: string): readonly string[] {
  if (incidentsRunning === null) return [];
  const { open, rerouted } = incidentsRunning;
  const lines = rerouted.map(
    ({ incident, schedule, at, before, after }) =>
      `  ${incident} at ${localStamp(at, zone)}: ${schedule} is ${name(after)} then, not ${name(before)}`,
  );
  const stay = `Running incidents: ${open} open, none changes its rungs or times: they stay on the version they began with`;
  return ['', stay, ...(open === 0 ? [] : ['  once this one runs, tocsin incident adopt-policy KEY has one go on by it']), ...lines];
}
