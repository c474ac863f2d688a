import type { LadderRow } from '../../domain/escalation/ladder-table.js';
import { inWords } from '../../domain/handbook/duration-words.js';
import { clockReading } from '../../domain/oncall/clock-reading.js';
import type { CheckReport, HandbookReading, LadderReadings } from './check-report.js';
import { printProblem, withoutControls } from './problem.js';
import { textTable } from './text-table.js';
import { temporalZoneRules } from './zone-rules.temporal.js';

const zones = temporalZoneRules();

/** The report for a terminal: plain text, a line feed at the end of each line. */
export function renderCheckReport(report: CheckReport): string {
  const { file, problems, warnings, placeholders, reading } = report;
  const lines = reading
    ? [
        `${file}: ${reading.id} ${reading.version} is valid`,
        ...reading.ladders.flatMap(ladderLines),
        ...rosterLines(reading),
        ...gapLines(reading),
      ]
    : [`${file}: ${count(problems.length, 'problem')}`, ...problems.map((problem) => `  ${printProblem(problem)}`)];
  lines.push(...listLines('Worth a look', warnings.map(printProblem)));
  lines.push(
    ...listLines(
      'Placeholders of the guide that are not yet yours',
      placeholders.map(
        ({ line, column, path, guide, sample }) => `${file}:${line}:${column} ${path} — ${guide} — still the sample ${sample}`,
      ),
    ),
  );
  return `${lines.map(withoutControls).join('\n')}\n`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function listLines(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title} (${lines.length})`, ...lines.map((line) => `  ${line}`)];
}

/** Both readings side by side; the policy's own is marked. Guide: G1.2 */
function ladderLines({ policy, cumulative, perStep }: LadderReadings): readonly string[] {
  const title = (timing: string): string => (timing === policy.timing ? `${timing} (as this handbook reads it)` : timing);
  const rows = cumulative.rows.map((row, index) => {
    const other = perStep.rows[index];
    return [String(index + 1), targetsIn(row), rung(row), other ? rung(other) : ''];
  });
  const end = [
    '',
    policy.exhausted.targets.map(({ id }) => id).join(', '),
    `paged ${after(cumulative.exhaustedAfterMs)}`,
    `paged ${after(perStep.exhaustedAfterMs)}`,
  ];
  const repeat = `catch-all again every ${inWords(policy.exhausted.repeatEveryMs)}; low urgency: the first ${count(policy.lowUrgencySteps, 'step')}, each as long as the severity's response time`;
  return [
    '',
    `Escalation ${policy.id}, if nobody answers`,
    ...textTable(['step', 'page', title('cumulative'), title('perStep')], [...rows, end]),
    `  ${repeat}`,
  ];
}

function targetsIn({ targets, how }: LadderRow): string {
  const ids = targets.map(({ id, hours }) => (hours === undefined ? id : `${id} (${HOURS[hours]})`)).join(', ');
  return how === 'AGAIN' ? `${ids}, again` : ids;
}

const HOURS = { WORKING: 'working hours', OUTSIDE: 'outside working hours' } as const;

function rung({ targets, how, pagedAfterMs, answerByMs }: LadderRow): string {
  if (targets.length === 0) return `waits until ${after(answerByMs)}`;
  return how === 'TELL' ? `told ${after(pagedAfterMs)}` : `paged ${after(pagedAfterMs)}, must answer by ${after(answerByMs)}`;
}

/** `+15` in minutes, as the guide counts. */
const after = (ms: number): string => `+${Math.round((ms / 60_000) * 100) / 100}`;

function rosterLines({ timezone, schedules, roster }: HandbookReading): readonly string[] {
  const rows = roster.map(({ from, holders }) => [
    clockReading(from, timezone, zones),
    ...schedules.map((schedule) => holders[schedule] ?? '-'),
  ]);
  return ['', `On call for the next four weeks (${timezone})`, ...textTable(['from', ...schedules], rows)];
}

function gapLines({ timezone, gaps }: HandbookReading): readonly string[] {
  const lines = gaps.map(
    ({ policy, step, people, from, to }) =>
      `${clockReading(from, timezone, zones)} to ${clockReading(to, timezone, zones)}: step ${step} of ${policy} ${people.length === 0 ? 'pages nobody' : `pages only ${people.join(', ')}, again`}`,
  );
  return lines.length === 0 ? ['', 'Gaps: none'] : listLines('Gaps', lines);
}
