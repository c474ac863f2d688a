import type { CommandHandover, HandoffPolicy, ResolutionHandoff } from '../handbook/handbook.model.js';
import { WEEKDAYS } from '../oncall/calendar-date.js';
import { clockTime, scheduleFields, spans } from './describe-schedule.js';
import { inWords } from './duration-words.js';
import type {
  AlertRoute,
  AlertRule,
  Communications,
  Component,
  ContactRung,
  EscalationPolicy,
  Handbook,
  Person,
  PolicyStep,
  PolicyTarget,
  PostIncidentPolicy,
  Service,
  SeverityDefinition,
  WorkingHours,
} from './handbook.model.js';

/** One part of a handbook in words: what it is called, and each of its fields. */
export interface Described {
  /** For example `person ada`; unique within the handbook. */
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Fields whose words may hold a secret (whoever knows an ntfy topic reads it): to be compared, never shown. */
  readonly secret: readonly string[];
}

/** Every part of the handbook in words, in the order of the file. */
export function describeHandbook(handbook: Handbook): readonly Described[] {
  return [
    part('handbook', { id: handbook.id, version: handbook.version, timezone: handbook.timezone }),
    ...(handbook.workingHours === undefined ? [] : [describeWorkingHours(handbook.workingHours)]),
    ...Object.values(handbook.people).map(describePerson),
    ...Object.values(handbook.schedules).map((schedule) => part(`schedule ${schedule.id}`, scheduleFields(schedule))),
    ...Object.values(handbook.escalation).map(describePolicy),
    ...(handbook.handoffs === undefined ? [] : describeHandoffs(handbook.handoffs)),
    ...Object.values(handbook.severities).map(describeSeverity),
    ...Object.values(handbook.services).map(describeService),
    ...handbook.alertRules.map(describeRule),
    ...describeRoutes(handbook.routes),
    ...Object.values(handbook.components ?? {}).map(describeComponent),
    ...describePage(handbook.communications),
    ...(handbook.postIncident === undefined ? [] : [describePostIncident(handbook.postIncident)]),
  ];
}

const part = (title: string, fields: Readonly<Record<string, string>>, secret: readonly string[] = []): Described => ({
  title,
  fields,
  secret,
});

function describePerson({ id, name, email, timezone, team, methods, reach, away = [] }: Person): Described {
  const contact = Object.fromEntries(methods.map((method) => [`contact ${method.id}`, method.address]));
  return part(
    `person ${id}`,
    { name, email, timezone, team: team ?? '', ...contact, 'woken by': rungs(reach.HIGH), 'told by': rungs(reach.LOW), away: spans(away) },
    methods.filter(({ channel }) => channel !== 'email').map((method) => `contact ${method.id}`),
  );
}

const rungs = (list: readonly ContactRung[]): string =>
  list.map(({ method, afterMs }) => (afterMs === 0 ? method : `${method} after ${inWords(afterMs)}`)).join(', ');

function describePolicy(policy: EscalationPolicy): Described {
  const { id, timing, steps, exhausted, repeats, fallback, ackExpiresAfterMs, lowUrgencySteps } = policy;
  const expiry = Object.entries(ackExpiresAfterMs).map(([severity, ms]) => `${severity} ${inWords(ms)}`);
  return part(`escalation ${id}`, {
    timing,
    steps: steps.map(stepInWords).join(', then '),
    'steps again': repeats === undefined ? '' : `${repeats} times`,
    'falls back on': fallback ?? '',
    'catch-all': `${names(exhausted.targets)} every ${inWords(exhausted.repeatEveryMs)}`,
    'acknowledgement expires': expiry.join(', '),
    'steps at low urgency': String(lowUrgencySteps),
  });
}

function stepInWords(step: PolicyStep): string {
  if ('waitMs' in step) return `wait ${inWords(step.waitMs)}`;
  if ('tell' in step) return `tell ${names(step.tell)}`;
  const again = step.pageAgainEveryMs === undefined ? '' : `, again every ${inWords(step.pageAgainEveryMs)}`;
  return `${names(step.targets)} within ${inWords(step.answerWithinMs)}${again}`;
}

const names = (targets: readonly PolicyTarget[]): string => targets.map(nameOf).join(' and ');

function nameOf({ id, hours, severities }: PolicyTarget): string {
  const only = [...(hours === undefined ? [] : [HOURS[hours]]), ...(severities ?? [])];
  return only.length === 0 ? id : `${id} (${only.join(', ')})`;
}

const HOURS = { WORKING: 'working hours', OUTSIDE: 'outside working hours' } as const;

function describeHandoffs({ regular, onResolution, command }: HandoffPolicy): readonly Described[] {
  const rules = regular.map(({ id, schedule, timezone, weekday, minute, acceptWithinMs, otherwise }) =>
    part(`handoff ${id}`, {
      of: schedule,
      at: [...(weekday === null ? [] : [WEEKDAYS[weekday] ?? '']), clockTime(minute), timezone].join(' '),
      'accepted within': inWords(acceptWithinMs),
      'else pages': names(otherwise),
    }),
  );
  return [
    ...rules,
    ...(onResolution === undefined ? [] : [describeResolutionHandoff(onResolution)]),
    ...(command === undefined ? [] : [describeCommandHandover(command)]),
  ];
}

const describeCommandHandover = ({ acceptWithinMs, checklist }: CommandHandover): Described =>
  part('handing over command', { 'accepted within': inWords(acceptWithinMs), checklist: checklist.join(', ') });

const describeResolutionHandoff = ({ schedule, acceptMinute, otherwise }: ResolutionHandoff): Described =>
  part('handoff of resolved incidents', {
    to: schedule,
    ...(acceptMinute === undefined ? {} : { 'accepted by': `${clockTime(acceptMinute)} of the next working day` }),
    ...(otherwise === undefined ? {} : { 'else tells': names(otherwise) }),
  });

function describeWorkingHours({ timezone, days, fromMinute, toMinute, holidays }: WorkingHours): Described {
  const on = days.map((day) => WEEKDAYS[day] ?? '').join(', ');
  return part('working hours', { on, from: clockTime(fromMinute), to: clockTime(toMinute), timezone, holidays: holidays.join(', ') });
}

function describeSeverity(severity: SeverityDefinition): Described {
  const { autoResolveAfterMs: quiet } = severity;
  return part(`severity ${severity.id}`, {
    name: severity.name,
    definition: severity.definition,
    examples: severity.examples.join('; '),
    'respond within': inWords(severity.respondWithinMs),
    urgency: severity.urgency,
    'reopens within': inWords(severity.reopenWindowMs),
    'resolves by itself': quiet === undefined ? '' : `after ${inWords(quiet)}`,
    postmortem: severity.postmortemDueDays === undefined ? '' : `within ${severity.postmortemDueDays} working days`,
  });
}

function describePostIncident({ parts, followUpDueMs, closeWhen, lead, teamLeads, workingWeek }: PostIncidentPolicy): Described {
  const { days, endMinute, holidays } = workingWeek;
  return part('after an incident', {
    postmortem: parts.join('; '),
    'follow-ups due': Object.entries(followUpDueMs)
      .map(([kind, ms]) => `${kind} ${inWords(ms)}`)
      .join(', '),
    'closes when': closeWhen.join(', '),
    lead,
    'team leads': Object.entries(teamLeads)
      .map(([team, person]) => `${team}: ${person}`)
      .join(', '),
    'working days': `${days.map((day) => WEEKDAYS[day]).join(', ')} until ${clockTime(endMinute)}`,
    holidays: holidays.join(', '),
  });
}

function describeService({ id, name, owner, escalation, description, links, components }: Service): Described {
  return part(`service ${id}`, {
    name,
    owner,
    escalation,
    description: description ?? '',
    links: links.map(({ title, url }) => `${title} ${url}`).join(', '),
    components: (components ?? []).join(', '),
  });
}

function describeRule({ alert, priority, when, forMs, expr, proposes, runbookUrl }: AlertRule): Described {
  return part(`alert ${alert}`, {
    priority,
    when,
    for: inWords(forMs),
    expression: expr ?? '',
    proposes,
    runbook: runbookUrl ?? '',
  });
}

function describeRoutes(routes: readonly AlertRoute[]): readonly Described[] {
  return routes.map(({ match, service, groupBy }, index) => {
    const labels = Object.entries(match).map(([name, value]) => `${name}="${value}"`);
    const title = labels.toSorted().join(', ') || 'everything else';
    return part(`route of ${title}`, { to: service, 'grouped by': groupBy.join(', '), place: String(index + 1) });
  });
}

function describeComponent({ id, name, description, publish, position }: Component): Described {
  return part(`component ${id}`, { name, publish, description: description ?? '', place: String(position) });
}

function describePage({ statusPage: page }: Communications = {}): readonly Described[] {
  if (page === undefined) return [];
  const templates = Object.entries(page.templates).map(([phase, text]) => [`template ${phase}`, text]);
  return [part('status page', { name: page.name, from: page.from, title: page.title, ...Object.fromEntries(templates) })];
}
