import type { HandoffDeskPort, HandoffRequest, PreparedHandoff, ResolvedIncident } from '../../activities/ports/handoff-desk.port.js';
import type { NoticeDeskPort } from '../../activities/ports/notice-desk.port.js';
import { findResponders } from '../../domain/escalation/find-responders.js';
import type { Handbook, HandoffRule } from '../../domain/handbook/handbook.model.js';
import type { Brief } from '../../domain/handoffs/brief.model.js';
import { briefLines, briefSubject } from '../../domain/handoffs/brief-text.js';
import { beginHandoff } from '../../domain/handoffs/decide-handoff.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import { resolvedNotice } from '../../domain/handoffs/resolved-text.js';
import { DAY_MS } from '../../domain/instant.js';
import type { Span } from '../../domain/oncall/holder.js';
import type { KnownRoster } from '../../domain/oncall/known-roster.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { KnownRosters } from '../oncall/known-rosters.service.js';
import type { BriefReader } from './brief.reader.js';
import type { HandoffLinks } from './handoff-link.js';
import { aheadOf, holderOrNobody, nextHandoff, nextHolder, teamOf } from './handoff-times.js';
import type { HandoffsRepository } from './handoffs.repository.js';

export interface HandoffDeskParts {
  readonly handoffs: HandoffsRepository;
  readonly briefs: BriefReader;
  readonly handbooks: HandbookReader;
  readonly rosters: KnownRosters;
  readonly notices: NoticeDeskPort;
  readonly links: HandoffLinks;
  readonly zones: ZoneRules;
}

/** Noisy alerts are those of so long: from one daily handoff to the next. */
const NOISY_MS = DAY_MS;

/** Who hands over to whom, each by the handbook in force then; the record of it; and what people are told. Guide: G1.3 */
export class HandoffDeskService implements HandoffDeskPort {
  constructor(private readonly parts: HandoffDeskParts) {}

  async prepare({ rule, at, workflowId }: HandoffRequest): Promise<PreparedHandoff> {
    const { zones, handoffs } = this.parts;
    const handbook = await this.handbook();
    const roster = await this.rosterWithin({ from: at - 1, to: at + 1 });
    const change = {
      outgoing: holderOrNobody(roster, rule.schedule, at - 1, zones),
      incoming: holderOrNobody(roster, rule.schedule, at, zones),
      at,
    };
    const { workflowId: owner, ...handoff } = await handoffs.begin(beginHandoff(rule, change), workflowId);
    const until = nextHandoff(handbook.handoffs?.regular ?? [rule], rule.schedule, at, zones);
    return { handoff, isTaken: owner !== workflowId, until };
  }

  record(handoff: Handoff): Promise<void> {
    return this.parts.handoffs.settle(handoff);
  }

  async brief(handoff: Handoff): Promise<void> {
    const handbook = await this.handbook();
    const brief = await this.briefOf(handoff);
    const concerned = handoff.acceptBy === null ? teamOf(handbook, handoff.schedule) : [handoff.incoming, handoff.outgoing];
    await this.tellEach(
      concerned.filter((person) => person !== null),
      (person) => ({
        key: `${handoff.id}/brief/${person}`,
        person,
        notice: {
          subject: briefSubject(handoff),
          lines: [...askLines(handoff, person), ...briefLines(brief, { rules: this.parts.zones, timezone: zoneOf(handbook, person) })],
          link: person === handoff.incoming && handoff.acceptBy !== null ? this.parts.links.mint(handoff.id, person) : '',
          urgency: 'LOW',
          thread: `handoff ${handoff.schedule}`,
        },
      }),
    );
  }

  async tellOthers(handoff: Handoff, rule: HandoffRule): Promise<void> {
    const handbook = await this.handbook();
    const search = { targets: rule.otherwise, urgency: 'HIGH', at: handoff.at } as const;
    const people = findResponders(handbook, search, this.parts.zones).responders.map(({ person }) => person);
    await this.tellEach(people, (person) => ({
      key: `${handoff.id}/unaccepted/${person}`,
      person,
      notice: {
        subject: `Nobody accepted the handoff of ${handoff.schedule}`,
        lines: [
          `${handoff.incoming ?? 'nobody'} was to take over from ${handoff.outgoing ?? 'nobody'} and has not accepted.`,
          'Until somebody does, both are paged first.',
        ],
        link: '',
        urgency: 'HIGH',
        thread: `handoff ${handoff.schedule}`,
      },
    }));
  }

  async tellResolved(incident: ResolvedIncident): Promise<void> {
    const { incidentKey, generation, schedule, holder, resolvedAt } = incident;
    const handbook = await this.handbook();
    const roster = await this.rosterWithin({ from: resolvedAt, to: resolvedAt + 1 });
    const person = holderOrNobody(roster, schedule, resolvedAt, this.parts.zones);
    if (person === null || person === holder) return;
    const reader = { rules: this.parts.zones, timezone: zoneOf(handbook, person), link: this.parts.links.incident(incidentKey) };
    await this.tellEach([person], () => ({
      key: `${incidentKey}/resolved/${generation}/${person}`,
      person,
      notice: resolvedNotice(incident, reader),
    }));
  }

  private async briefOf({ at, schedule }: Handoff): Promise<Brief> {
    const known = await this.parts.briefs.read(at, at - NOISY_MS);
    return { ...known, next: nextHolder(await this.rosterWithin(aheadOf(at)), schedule, at, this.parts.zones) };
  }

  /** All are tried; one who can be reached later makes the activity try again, and whoever was told is not told twice. */
  private async tellEach(people: readonly string[], of: (person: string) => Parameters<NoticeDeskPort['tell']>[0]): Promise<void> {
    const results = await Promise.all([...new Set(people)].map((person) => this.parts.notices.tell(of(person))));
    const later = results.find((result) => result.status === 'RETRY');
    if (later !== undefined) throw new Error(`${later.code}: ${later.reason}`);
  }

  private async rosterWithin(span: Span): Promise<KnownRoster> {
    return await this.parts.rosters.rosterAsKnownAt(null, span);
  }

  private async handbook(): Promise<Handbook> {
    const current = await this.parts.handbooks.current();
    if (current === null) throw new Error('no handbook has been applied yet');
    return current.handbook;
  }
}

const zoneOf = (handbook: Handbook, person: string): string =>
  (Object.hasOwn(handbook.people, person) ? handbook.people[person]?.timezone : undefined) ?? handbook.timezone;

function askLines({ incoming, outgoing, acceptBy, schedule }: Handoff, person: string): readonly string[] {
  if (acceptBy === null) return [];
  if (person === incoming) return [`You are on call for ${schedule} now. Accept it by the link below.`];
  return person === outgoing ? [`You are paged together with ${incoming ?? 'nobody'} until they accept.`] : [];
}
