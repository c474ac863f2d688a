import { isPaging } from '../escalation/plan-steps.js';
import type { Handbook, Person } from '../handbook/handbook.model.js';
import type { Layer, Schedule } from '../handbook/schedule.model.js';
import { isCover } from './absence.js';
import { findGaps } from './gaps.js';
import { piecesBetween, type Shift, type Span, type Vacancy } from './holder.js';
import { clipped, stretches } from './joined.js';
import { rosterBetween } from './roster.js';
import { layersOf } from './schedule-sources.js';
import { turnlessPeople } from './turnless.js';
import type { ZoneRules } from './zone-rules.js';

export const FINDING_KINDS = [
  'VACANT',
  'STEP_REPEATS',
  'AWAY',
  'LONG_SHIFT',
  'OVERLAP',
  'NEVER_HELD',
  'NEVER_IN_TURN',
  'E_MAIL_ALONE',
  'NEVER_VERIFIED',
] as const;

/** Something that a night would show, found before it. */
export interface Finding {
  readonly kind: (typeof FINDING_KINDS)[number];
  /** The entry of the handbook that it is about. */
  readonly path: readonly (string | number)[];
  readonly schedule?: string;
  readonly person?: string;
  /** A contact method of that person. */
  readonly method?: string;
  readonly policy?: string;
  /** Counts from 1. */
  readonly step?: number;
  /** When it is so for the first time. */
  readonly span?: Span;
  /** How often within the time that was looked at, the first time included; absent: it does not depend on time. */
  readonly times?: number;
}

/** What is not ready for the nights of [span.from, span.to), as far as the handbook says. Guide: G1.1 */
export function findUnready(handbook: Handbook, span: Span, zones: ZoneRules): readonly Finding[] {
  return [...unreadySchedules(handbook, span, zones), ...repeatedSteps(handbook, span, zones), ...hardlyWoken(handbook)];
}

/** The same but for steps that repeat, for whoever shows the ladders' gaps beside it. */
export function findUnreadyEntries(handbook: Handbook, span: Span, zones: ZoneRules): readonly Finding[] {
  return [...unreadySchedules(handbook, span, zones), ...hardlyWoken(handbook)];
}

function unreadySchedules(handbook: Handbook, span: Span, zones: ZoneRules): readonly Finding[] {
  const schedules = Object.values(handbook.schedules);
  const withAbsences = Object.values(handbook.people).filter(({ away = [] }) => away.length > 0);
  return [
    ...schedules.flatMap((schedule) => {
      const pieces = clipped(piecesBetween(handbook, schedule.id, span, zones), span);
      const shifts = pieces.filter((piece) => piece.person !== null);
      return [...vacancies(schedule, pieces), ...longShifts(schedule, shifts), ...absences(withAbsences, schedule, shifts)];
    }),
    ...schedules.flatMap((schedule) => [...overlaps(schedule, span), ...hiddenLayers(schedule), ...turnless(schedule)]),
  ];
}

function vacancies({ id }: Schedule, pieces: readonly (Shift | Vacancy)[]): readonly Finding[] {
  const vacant = pieces.filter((piece) => piece.person === null);
  const [first] = vacant;
  return first === undefined ? [] : [{ kind: 'VACANT', path: ['schedules', id], schedule: id, span: spanOf(first), times: vacant.length }];
}

function longShifts({ id, longestShiftMs }: Schedule, shifts: readonly Shift[]): readonly Finding[] {
  if (longestShiftMs === undefined) return [];
  const long = stretches(shifts).filter(({ from, to }) => to - from > longestShiftMs);
  const [first] = long;
  if (first === undefined) return [];
  const path = ['schedules', id, 'longest_shift'];
  return [{ kind: 'LONG_SHIFT', path, schedule: id, person: first.person, span: spanOf(first), times: long.length }];
}

/** A person on call while they are away, but for covers that they took: once for each of their absences. */
function absences(people: readonly Person[], { id }: Schedule, shifts: readonly Shift[]): readonly Finding[] {
  return people.flatMap((person) =>
    (person.away ?? []).flatMap((away, index): Finding[] => {
      const hit = stretches(
        clipped(
          shifts.filter((shift) => shift.person === person.id && !isCover(shift)),
          away,
        ),
      );
      const [first] = hit;
      if (first === undefined) return [];
      const path = ['people', person.id, 'away', index];
      return [{ kind: 'AWAY', path, schedule: id, person: person.id, span: spanOf(first), times: hit.length }];
    }),
  );
}

/** Two entries for one time: the later one holds, which is perhaps not meant. Those that are over are left alone. */
function overlaps({ id, overrides, temporary = [] }: Schedule, { from: now }: Span): readonly Finding[] {
  const section = (name: string, entries: readonly (Span & { readonly person?: string })[]): readonly Finding[] =>
    entries.flatMap((entry, index): Finding[] => {
      const other = entries.slice(0, index).find(({ from, to }) => from < entry.to && entry.from < to);
      if (other === undefined || (other.person !== undefined && other.person === entry.person)) return [];
      const span = { from: Math.max(other.from, entry.from), to: Math.min(other.to, entry.to) };
      return span.to <= now ? [] : [{ kind: 'OVERLAP', path: ['schedules', id, name, index], schedule: id, span }];
    });
  const own = overrides.filter(({ cover }) => cover === undefined); // a cover on top of something is what people agreed on
  return [...section('overrides', own), ...section('temporary', temporary)];
}

/** A layer below one that leaves no hour out. */
function hiddenLayers(schedule: Schedule): readonly Finding[] {
  const layers: readonly Layer[] = layersOf(schedule);
  const always = layers.findIndex(({ during }) => during === undefined);
  if (always < 0) return [];
  return layers.slice(always + 1).map((_, index) => ({
    kind: 'NEVER_HELD',
    path: ['schedules', schedule.id, 'layers', always + 1 + index],
    schedule: schedule.id,
  }));
}

/** Somebody in a layer's rotation whose turns all fall outside the layer's hours. */
function turnless(schedule: Schedule): readonly Finding[] {
  return layersOf(schedule).flatMap((layer, index) =>
    turnlessPeople(layer).map(
      (person): Finding => ({
        kind: 'NEVER_IN_TURN',
        path: ['schedules', schedule.id, 'layers', index, 'rotation', 'people'],
        schedule: schedule.id,
        person,
      }),
    ),
  );
}

function repeatedSteps(handbook: Handbook, span: Span, zones: ZoneRules): readonly Finding[] {
  const gaps = findGaps(handbook, rosterBetween(handbook, Object.keys(handbook.schedules), span, zones));
  const seen = new Map<string, Finding>();
  for (const { policy, step, people, from, to } of gaps.filter((gap) => gap.people.length > 0)) {
    const key = `${policy}\0${step}`;
    const earlier = seen.get(key);
    const first: Finding = {
      kind: 'STEP_REPEATS',
      path: ['escalation', policy, 'steps', step - 1],
      policy,
      step,
      person: people.join(', '),
      span: { from, to },
    };
    seen.set(key, { ...(earlier ?? first), times: (earlier?.times ?? 0) + 1 });
  }
  return [...seen.values()];
}

/** Whoever can be paged at night, and has nothing but e-mail to be woken by. */
function hardlyWoken(handbook: Handbook): readonly Finding[] {
  const paged = pagedPeople(handbook);
  return Object.values(handbook.people)
    .filter((person) => paged.has(person.id) && methodsOf(person).every((channel) => channel === 'email'))
    .map(({ id }) => ({ kind: 'E_MAIL_ALONE', path: ['people', id], person: id }));
}

const methodsOf = ({ reach, methods }: Person): readonly (string | undefined)[] =>
  reach.HIGH.map(({ method }) => methods.find(({ id }) => id === method)?.channel);

/** Everybody whom a ladder or a schedule can name. */
export function pagedPeople({ schedules, escalation }: Handbook): ReadonlySet<string> {
  const inSchedules = Object.values(schedules).flatMap((schedule) => [
    ...[...layersOf(schedule), ...(schedule.temporary ?? []).flatMap(({ layers }) => layers)].flatMap(({ rotation }) => rotation.people),
    ...schedule.overrides.map(({ person }) => person),
  ]);
  const inLadders = Object.values(escalation).flatMap(({ steps, exhausted }) =>
    [...steps.filter(isPaging).flatMap(({ targets }) => targets), ...exhausted.targets]
      .filter(({ kind }) => kind === 'person')
      .map(({ id }) => id),
  );
  return new Set([...inSchedules, ...inLadders]);
}

const spanOf = ({ from, to }: Span): Span => ({ from, to });
