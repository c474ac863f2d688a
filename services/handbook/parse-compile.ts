import {
  type AlertRoute,
  type AlertRule,
  CHANNELS,
  type ContactMethod,
  type ContactRung,
  type Handbook,
  type Person,
  PRIORITIES,
  type Priority,
  type Service,
  type Severity,
  type SeverityDefinition,
} from '../../domain/handbook/handbook.model.js';
import { MINUTE_MS } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { compileCommunications } from './parse-compile-communications.js';
import { compilePolicy, compileWorkingHours } from './parse-compile-escalation.js';
import { compileHandoffs } from './parse-compile-handoffs.js';
import { compilePostIncident } from './parse-compile-post-incident.js';
import { compileAway, compileSchedule } from './parse-compile-schedule.js';
import type { RawHandbook } from './parse-schema.js';
import { millis, SEVERITY_OF } from './parse-values.js';

/** What holds where a handbook says nothing. */
const DEFAULTS = { reopenWindowMs: 30 * MINUTE_MS, groupBy: ['alertname'] } as const;
const PROPOSES: Readonly<Record<Priority, Severity>> = { HIGH: 'SEV2', MEDIUM: 'SEV3', LOW: 'SEV4' };

/** The handbook as the product executes it. `raw` has been checked: every reference holds. */
export function compile(raw: RawHandbook, zones: ZoneRules): Handbook {
  return {
    id: raw.handbook,
    version: raw.version,
    timezone: raw.timezone,
    ...(raw.working_hours === undefined ? {} : { workingHours: compileWorkingHours(raw.working_hours, raw.timezone) }),
    people: mapped(raw.people, (person, id) => compilePerson(id, person, { zone: raw.timezone, zones })),
    schedules: mapped(raw.schedules, (_, id) => compileSchedule(id, raw, zones)),
    escalation: mapped(raw.escalation, (policy, id) => compilePolicy(id, policy, raw)),
    ...(raw.handoffs === undefined ? {} : { handoffs: compileHandoffs(raw.handoffs, raw) }),
    severities: {
      SEV1: compileSeverity('SEV1', raw.severities.sev1),
      SEV2: compileSeverity('SEV2', raw.severities.sev2),
      SEV3: compileSeverity('SEV3', raw.severities.sev3),
      SEV4: compileSeverity('SEV4', raw.severities.sev4),
    },
    services: mapped(raw.services, (service, id) => compileService(id, service)),
    alertRules: PRIORITIES.flatMap((priority) => compileRules(priority, raw)),
    routes: raw.alerts.route.map(
      ({ match, to, group_by }): AlertRoute => ({ match: match ?? {}, service: to, groupBy: group_by ?? DEFAULTS.groupBy }),
    ),
    ...compileCommunications(raw),
    ...(raw.post_incident === undefined ? {} : { postIncident: compilePostIncident(raw.post_incident) }),
  };
}

function mapped<From, To>(record: Readonly<Record<string, From>>, compileOne: (value: From, id: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([id, value]) => [id, compileOne(value, id)]));
}

/** Without `reach`: everything that the person has wakes them, and e-mail does not. */
function compilePerson(
  id: string,
  raw: RawHandbook['people'][string],
  { zone, zones }: { readonly zone: string; readonly zones: ZoneRules },
): Person {
  const timezone = raw.timezone ?? zone;
  const addresses = { email: raw.email, ...raw.contact };
  const methods = CHANNELS.flatMap((channel): ContactMethod[] => {
    const address = addresses[channel];
    return address === undefined ? [] : [{ id: channel, channel, address }];
  });
  const everything = methods.map((method): ContactRung => ({ method: method.id, afterMs: 0 }));
  return {
    id,
    name: raw.name,
    email: raw.email,
    timezone,
    ...(raw.team === undefined ? {} : { team: raw.team }),
    methods,
    reach: {
      HIGH: raw.reach ? compileRungs(raw.reach.high) : everything,
      LOW: raw.reach?.low ? compileRungs(raw.reach.low) : [{ method: 'email', afterMs: 0 }],
    },
    ...(raw.away === undefined ? {} : { away: compileAway(raw.away, timezone, zones) }),
  };
}

type RawRungs = NonNullable<RawHandbook['people'][string]['reach']>['high'];

function compileRungs(rungs: RawRungs): readonly ContactRung[] {
  return rungs
    .flatMap((rung): ContactRung[] => {
      if (typeof rung === 'string') return [{ method: rung, afterMs: 0 }];
      return Object.entries(rung).map(([method, afterMs]) => ({ method, afterMs }));
    })
    .toSorted((a, b) => a.afterMs - b.afterMs);
}

function compileSeverity(id: Severity, raw: RawHandbook['severities']['sev1']): SeverityDefinition {
  const autoResolveAfterMs = millis(raw.auto_resolve_after);
  return {
    id,
    name: raw.name,
    definition: raw.definition,
    examples: raw.examples,
    respondWithinMs: raw.respond,
    urgency: raw.urgency === 'high' ? 'HIGH' : 'LOW',
    reopenWindowMs: millis(raw.reopen_window) ?? DEFAULTS.reopenWindowMs,
    ...(autoResolveAfterMs === undefined ? {} : { autoResolveAfterMs }),
    ...(raw.postmortem === undefined ? {} : { postmortemDueDays: raw.postmortem.due }),
  };
}

function compileService(id: string, raw: RawHandbook['services'][string]): Service {
  return {
    id,
    name: raw.name ?? id,
    owner: raw.owner,
    escalation: raw.escalation,
    ...(raw.description === undefined ? {} : { description: raw.description }),
    links: (raw.links ?? []).map(({ title, url }) => ({ title, url })),
    ...(raw.components === undefined ? {} : { components: raw.components }),
  };
}

function compileRules(priority: Priority, { alerts }: RawHandbook): AlertRule[] {
  const rules = { HIGH: alerts.high, MEDIUM: alerts.medium, LOW: alerts.low }[priority] ?? [];
  return rules.map((rule) => ({
    alert: rule.alert,
    priority,
    when: rule.when,
    forMs: rule.for ?? 0,
    ...(rule.expr === undefined ? {} : { expr: rule.expr }),
    proposes: rule.proposes ? SEVERITY_OF[rule.proposes] : PROPOSES[priority],
    ...(rule.runbook === undefined ? {} : { runbookUrl: rule.runbook }),
  }));
}
