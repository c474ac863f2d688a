import type { NightFinding, NightMap, Trouble } from '../../domain/escalation/night-map.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { DAY_MS, HOUR_MS } from '../../domain/instant.js';
import { textTable } from './text-table.js';

/** How a cell looks without colours; `·` is a quiet hour. */
export const MARKS: Readonly<Record<Trouble, string>> = { UNREACHABLE: '#', TWICE: '2', ASLEEP: 'z' };

export const LEGEND: Readonly<Record<Trouble, string>> = {
  UNREACHABLE: 'nobody is paged within 30 minutes',
  TWICE: 'one person holds two steps',
  ASLEEP: 'the first page wakes somebody between 00:00 and 06:00 of their own time, while a colleague is awake',
};

/** One kind of trouble, over all its hours. */
export interface TroubleSummary {
  readonly trouble: Trouble;
  readonly words: string;
  readonly hours: number;
  readonly nights: number;
}

/** The same trouble of the same people in one line, the longest first. */
export function summarise(handbook: Handbook, findings: readonly NightFinding[]): readonly TroubleSummary[] {
  const groups = new Map<string, { readonly trouble: Trouble; ms: number; readonly days: Set<number> }>();
  for (const finding of findings) {
    const words = inWords(handbook, finding);
    const group = groups.get(words) ?? { trouble: finding.trouble, ms: 0, days: new Set<number>() };
    groups.set(words, group);
    group.ms += finding.to - finding.from;
    for (let at = finding.from; at < finding.to; at += DAY_MS) group.days.add(Math.floor(at / DAY_MS));
  }
  return [...groups]
    .map(([words, { trouble, ms, days }]) => ({ trouble, words, hours: ms / HOUR_MS, nights: days.size }))
    .toSorted((a, b) => b.hours - a.hours);
}

function inWords({ services }: Handbook, { trouble, person, detail, severities, services: names, policy }: NightFinding): string {
  const whole = names.length === Object.keys(services).length ? 'every service' : names.length > 3 ? `policy ${policy}` : names.join(', ');
  const where = `${severities.join(', ')} on ${whole}`;
  switch (trouble) {
    case 'UNREACHABLE':
      return `${where}: nobody within 30 minutes`;
    case 'TWICE':
      return `${where}: ${person} is ${detail.join(' and ')} at once`;
    case 'ASLEEP':
      return `${where}: ${person} is woken while ${detail.join(', ')} ${detail.length === 1 ? 'is' : 'are'} awake`;
  }
}

/** The grid and what it means, for a terminal; `paint` colours a cell. */
export function nightLines(handbook: Handbook, map: NightMap, paint: (trouble: Trouble, text: string) => string): readonly string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')).join(' ');
  const cell = (trouble: Trouble | null): string => (trouble === null ? ' ·' : ` ${paint(trouble, MARKS[trouble])}`);
  const rows = map.rows.map((row) => `  ${row.date}  ${row.hours.map(cell).join(' ')}`);
  const troubles = summarise(handbook, map.findings);
  const legend = Object.entries(LEGEND).map(([trouble, words]) => `  ${MARKS[trouble as Trouble]} ${words}`);
  const found = troubles.map(({ trouble, words, hours: long, nights }) => [MARKS[trouble], `${round(long)} h`, `${nights} days`, words]);
  return [
    '',
    `The next ${map.rows.length} nights (${map.timezone}), every quarter hour × service × severity, if nobody answers`,
    `  ${' '.repeat(10)}  ${hours}`,
    ...rows,
    ...legend,
    ...(found.length === 0 ? ['Trouble: none'] : ['', 'Trouble', ...textTable(['', 'hours', 'on', 'what'], found)]),
  ];
}

const round = (hours: number): number => Math.round(hours * 100) / 100;
