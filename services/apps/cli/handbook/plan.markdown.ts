import { localStamp, shortDuration } from '../times.js';
import type { PersonShape, PlanShape } from './plan.shape.js';
import { comparedWith, nightLine, scheduledLine, within } from './plan.words.js';

/** A plan for a pull request: GitHub's Markdown, with whatever the handbook says escaped. */
export function planInMarkdown(plan: PlanShape, zone: string): string {
  return [
    `## Handbook plan \`${plan.digest ?? ''}\``,
    `${comparedWith(plan, zone)}.`,
    ...plan.scheduled.map((one) => `**${scheduledLine(one, localStamp(one.effectiveAt, zone))}.**`),
    '### Changes',
    ...(plan.changes.length === 0 ? ['None.'] : ['```diff', ...plan.changes.flatMap(diffLines), '```']),
    `### On call ${within(plan.effectiveAt)}`,
    ...(plan.shifts.length === 0 ? ['Nobody’s shift moves.'] : shiftTable(plan, zone)),
    ...(plan.ladders.length === 0 ? [] : ['### Escalation', ...plan.ladders.flatMap(ladderTable)]),
    '### Nights',
    ...nights(plan, zone),
    '### Running incidents',
    incidents(plan),
    '',
  ].join('\n');
}

const SIGNS: Readonly<Record<string, string>> = { ADDED: '+', CHANGED: '!', REMOVED: '-' };

function diffLines({ kind, part, fields }: PlanShape['changes'][number]): readonly string[] {
  const lines = fields.map(({ field, how, before, after }) =>
    before === null || after === null ? `!   ${field}: ${how.toLowerCase()}` : `!   ${field}: ${quoted(before)} → ${quoted(after)}`,
  );
  return [`${SIGNS[kind] ?? '!'} ${part}`, ...(kind === 'CHANGED' ? lines : [])].map(fenced);
}

const quoted = (text: string): string => (text === '' ? 'nothing' : `"${text}"`);
/** Nothing ends the fence, and every change is one line. */
const fenced = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').replaceAll('```', "'''");
const escaped = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').replace(/[\\`*_{}[\]<>()#+!|~@]/g, (sign) => `\\${sign}`);
const name = (person: PersonShape): string => escaped(person?.id ?? 'nobody');

function shiftTable({ shifts }: PlanShape, zone: string): readonly string[] {
  return [
    `| schedule | from (${zone}) | until | before | after |`,
    '|---|---|---|---|---|',
    ...shifts.map(
      ({ schedule, from, to, before, after }) =>
        `| ${escaped(schedule)} | ${localStamp(from, zone)} | ${localStamp(to, zone)} | ${name(before)} | ${name(after)} |`,
    ),
  ];
}

function ladderTable({ policy, before, after }: PlanShape['ladders'][number]): readonly string[] {
  const cell = (rungs: typeof before, index: number): string => {
    const rung = rungs?.[index];
    return rung === undefined
      ? '–'
      : `${escaped(rung.targets.join(', ')) || 'waits'}: +${shortDuration(rung.pagedAfter)} to +${shortDuration(rung.answerBy)}`;
  };
  const rows = Array.from(
    { length: Math.max(before?.length ?? 0, after?.length ?? 0) },
    (_, index) => `| ${index + 1} | ${cell(before, index)} | ${cell(after, index)} |`,
  );
  return [`**${escaped(policy)}**, if nobody answers`, '', '| rung | before | after |', '|---|---|---|', ...rows, ''];
}

function nights({ nights: compared }: PlanShape, zone: string): readonly string[] {
  const lines = [
    ...(compared?.worse ?? []).map((one) => `- ${escaped(nightLine('worse', one, zone).trim())}`),
    ...(compared?.better ?? []).map((one) => `- ${escaped(nightLine('better', one, zone).trim())}`),
  ];
  return lines.length === 0 ? ['None becomes better or worse.'] : lines;
}

function incidents({ incidentsRunning }: PlanShape): string {
  const { open = 0, rerouted = [] } = incidentsRunning ?? {};
  const more = rerouted.map(
    ({ incident, schedule, before, after }) => `\n- ${incident}: ${escaped(schedule)} is ${name(after)}, not ${name(before)}`,
  );
  const adopt = open === 0 ? '' : ' `tocsin incident adopt-policy KEY` has one go on by this one, once it runs.';
  return `${open} open; each stays on the version it began with.${adopt}${more.join('')}`;
}
