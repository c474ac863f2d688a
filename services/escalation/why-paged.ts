import { policyStepOf } from '../../domain/escalation/policy-step.js';
import { inWords } from '../../domain/handbook/duration-words.js';
import type { Page, Rung, Summons } from '../../domain/incidents/incident.model.js';
import { rungWords } from '../../domain/incidents/rung-words.js';
import type { Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { VersionText } from '../handbook/versions-in-force.service.js';
import type { AlertView, IncidentView, PageView, TimelineEntry } from '../incidents/incident.view.js';
import type { WhyLink } from './why.model.js';
import { scheduleLinks } from './why-schedule.js';

export interface PagedFacts {
  readonly incident: IncidentView;
  readonly page: PageView;
  /** The first one; undefined: somebody declared it. */
  readonly alert: AlertView | undefined;
  readonly events: readonly TimelineEntry[];
  /** The version by which the incident went on then: rungs and times. */
  readonly pinned: VersionText;
  /** The version that ran when the page began: people and schedules. */
  readonly live: VersionText;
  readonly zones: ZoneRules;
}

/** alert → rule → route → service → policy → step → schedule → cover → contact method → deliveries. */
export function pagedChain(facts: PagedFacts): readonly WhyLink[] {
  const { page, live } = facts;
  const summons = summonsOf(facts);
  return [...triggerLinks(facts), ...policyLinks(facts, summons), ...whoLinks(facts, summons), ...contactLinks(page, live)];
}

function summonsOf({ events, page }: PagedFacts): Summons | undefined {
  const found = events.flatMap((event) => (event.type === 'RespondersFound' ? event.pages : [])).find((one: Page) => one.id === page.id);
  return events.flatMap((event) => (event.type === 'Summoned' ? [event.summons] : [])).find((one) => one.id === found?.summons);
}

function triggerLinks({ alert, incident, pinned }: PagedFacts): readonly WhyLink[] {
  const { handbook, lines, versionId } = pinned;
  const link = (kind: WhyLink['kind'], words: string, line: WhyLink['line'] = null): WhyLink => ({
    kind,
    words,
    versionId: line === null ? null : versionId,
    line,
  });
  const service = link(
    'SERVICE',
    `${incident.service} has the escalation policy ${handbook.services[incident.service]?.escalation ?? 'of everything else'}`,
    lines.at('services', incident.service),
  );
  if (alert === undefined) return [link('ALERT', `${incident.declaredBy ?? 'somebody'} declared it as ${incident.severity}`), service];
  const rule = handbook.alertRules.find((one) => one.alert === alert.name);
  const where = rule === undefined ? null : lines.entry(['alerts', rule.priority.toLowerCase()], 'alert', alert.name);
  const index = handbook.routes.findIndex(({ match }) =>
    Object.entries(match).every(([label, value]) => (alert.labels[label] ?? '') === value),
  );
  return [
    link('ALERT', `${alert.name} fired, priority ${alert.priority}`),
    rule === undefined
      ? link('RULE', `no rule names it: its priority ${alert.priority} proposes the severity`)
      : link('RULE', `${rule.alert} (${rule.when}) proposes ${rule.proposes}`, where),
    link('ROUTE', `routed to ${incident.service}`, lines.at('alerts', 'route', index)),
    service,
  ];
}

function policyLinks({ pinned, page, incident }: PagedFacts, summons: Summons | undefined): readonly WhyLink[] {
  const { handbook, lines, versionId } = pinned;
  if (summons === undefined) return [{ kind: 'STEP', words: page.reason, versionId: null, line: null }];
  const policy = handbook.services[incident.service]?.escalation ?? '';
  const targets = summons.targets.map((target) => target.id);
  const after = inWords(summons.dueAt - incident.detectedAt);
  const words = `${rungWords(summons.rung)}, due ${after} after the first page: ${targets.join(', ')}`;
  const said = {
    kind: 'POLICY' as const,
    words: `policy ${policy}, version ${versionId}, ${incident.severity} at ${summons.urgency} urgency`,
    versionId,
    line: lines.at('escalation', policy),
  };
  if (summons.rung.kind === 'CATCH_ALL')
    return [said, { kind: 'STEP', words, versionId, line: lines.at('escalation', policy, 'exhausted') }];
  const step = isUnplanned(summons.rung) ? null : policyStepOf(handbook, policy, targets);
  const line = step === null ? null : lines.at('escalation', step.policy, 'steps', step.step);
  return [said, { kind: 'STEP', words, versionId: line === null ? null : versionId, line }];
}

/** Asked for by a person, whatever the policy says. */
const isUnplanned = ({ kind }: Rung): boolean => kind === 'HOLDER' || kind === 'ASKED' || kind === 'COMMAND';

function whoLinks({ page, live, zones }: PagedFacts, summons: Summons | undefined): readonly WhyLink[] {
  return (summons?.targets ?? []).flatMap(({ kind, id }) => {
    if (kind === 'schedule') return scheduleLinks(live, { schedule: id, at: page.at, person: page.person }, zones);
    if (id !== page.person) return [];
    return [
      { kind: 'PERSON' as const, words: `${id} is named by the step itself`, versionId: live.versionId, line: live.lines.at('people', id) },
    ];
  });
}

function contactLinks({ person, urgency, deliveries }: PageView, { lines, versionId }: VersionText): readonly WhyLink[] {
  const reach = lines.at('people', person, 'reach', urgency.toLowerCase()) ?? lines.at('people', person);
  return deliveries.flatMap((delivery) => [
    {
      kind: 'CONTACT' as const,
      words: `${delivery.method} at ${urgency} urgency`,
      versionId,
      line: lines.at('people', person, 'contact', delivery.channel) ?? reach,
    },
    { kind: 'DELIVERY' as const, words: deliveryWords(delivery), versionId: null, line: null },
  ]);
}

const deliveryWords = ({ channel, status, attempts, intendedAt, settledAt, error }: PageView['deliveries'][number]): string =>
  `${channel} ${status} at ${iso(settledAt ?? intendedAt)}${attempts > 1 ? ` after ${attempts} attempts` : ''}${error === null ? '' : `: ${error}`}`;

const iso = (at: Instant): string => new Date(at).toISOString();
