import type { HandoffDeskPort, HandoffRequest, PreparedHandoff } from '../../activities/ports/handoff-desk.port.js';
import type { NoticeDeskPort } from '../../activities/ports/notice-desk.port.js';
import { findResponders } from '../../domain/escalation/find-responders.js';
import type { Handbook, HandoffRule } from '../../domain/handbook/handbook.model.js';
import { briefLines, briefSubject } from '../../domain/handoffs/brief-text.js';
import { beginHandoff } from '../../domain/handoffs/decide-handoff.js';
import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import type { ResolvedIncident } from '../../domain/handoffs/resolved-incident.model.js';
import { resolvedNotice } from '../../domain/handoffs/resolved-text.js';
import { teamOf } from '../../domain/oncall/team.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { KnownRosters } from '../oncall/known-rosters.service.js';
import type { BriefReader } from './brief.reader.js';
import { briefOf } from './brief-of.js';
import type { HandoffLinks } from './handoff-link.js';
import { holderOrNobody, nextHandoff, zoneOf } from './handoff-times.js';
import type { HandoffsRepository } from './handoffs.repository.js';
import { tellEach } from './tell-each.js';

export interface HandoffDeskParts {
  readonly handoffs: HandoffsRepository;
  readonly briefs: BriefReader;
  readonly handbooks: HandbookReader;
  readonly rosters: KnownRosters;
  readonly notices: NoticeDeskPort;
  readonly links: HandoffLinks;
  readonly zones: ZoneRules;
}

/** Who hands over to whom, each by the handbook in force then; the record of it; and what people are told. Guide: G1.3 */
export class HandoffDeskService implements HandoffDeskPort {
  constructor(private readonly parts: HandoffDeskParts) {}

  async prepare({ rule, at, workflowId }: HandoffRequest): Promise<PreparedHandoff> {
    const { zones, handoffs } = this.parts;
    const handbook = await this.handbook();
    const roster = await this.parts.rosters.rosterAsKnownAt(null, { from: at - 1, to: at + 1 });
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
    const brief = await briefOf(this.parts, handoff);
    const concerned = handoff.acceptBy === null ? teamOf(handbook, handoff.schedule) : [handoff.incoming, handoff.outgoing];
    await tellEach(
      this.parts.notices,
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
    await tellEach(this.parts.notices, people, (person) => ({
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
    const roster = await this.parts.rosters.rosterAsKnownAt(null, { from: resolvedAt, to: resolvedAt + 1 });
    const person = holderOrNobody(roster, schedule, resolvedAt, this.parts.zones);
    if (person === null || person === holder) return;
    const reader = { rules: this.parts.zones, timezone: zoneOf(handbook, person), link: this.parts.links.incident(incidentKey) };
    await tellEach(this.parts.notices, [person], () => ({
      key: `${incidentKey}/resolved/${generation}/${person}`,
      person,
      notice: resolvedNotice(incident, reader),
    }));
  }

  private async handbook(): Promise<Handbook> {
    const current = await this.parts.handbooks.current();
    if (current === null) throw new Error('no handbook has been applied yet');
    return current.handbook;
  }
}

function askLines({ incoming, outgoing, acceptBy, schedule }: Handoff, person: string): readonly string[] {
  if (acceptBy === null) return [];
  if (person === incoming) return [`You are on call for ${schedule} now. Accept it by the link below.`];
  return person === outgoing ? [`You are paged together with ${incoming ?? 'nobody'} until they accept.`] : [];
}
