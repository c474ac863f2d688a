import type { AskedHandoff, PreparedResolution, ResolutionDeskPort, ResolutionRequest } from '../../activities/ports/handoff-desk.port.js';
import { findResponders } from '../../domain/escalation/find-responders.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { briefLines } from '../../domain/handoffs/brief-text.js';
import { beginResolutionHandoff, workedDaysOf } from '../../domain/handoffs/decide-resolution.js';
import { acceptResolvedNotice, unacceptedResolvedNotice } from '../../domain/handoffs/resolved-text.js';
import type { Instant } from '../../domain/instant.js';
import { nextWorkingTime } from '../../domain/oncall/working-days.js';
import type { Clock } from '../config/clock.js';
import { briefOf } from './brief-of.js';
import type { HandoffDeskParts } from './handoff-desk.service.js';
import { holderOrNobody, zoneOf } from './handoff-times.js';
import { tellEach } from './tell-each.js';

export interface ResolutionDeskParts extends HandoffDeskParts {
  readonly clock: Clock;
}

/** The guide's morning. Guide: G1.3 */
const NINE = 9 * 60;

/** Hands an incident that is over to whoever is on call, by the handbook in force then; wakes nobody. Guide: G1.3 */
export class ResolutionDeskService implements ResolutionDeskPort {
  constructor(private readonly parts: ResolutionDeskParts) {}

  async prepare({ resolved, at, workflowId }: ResolutionRequest): Promise<PreparedResolution | null> {
    const handbook = await this.handbook();
    const { schedule, resolvedAt } = resolved;
    const acceptBy = this.workingTimeAfter(handbook, schedule, Math.max(at, resolvedAt));
    const roster = await this.parts.rosters.rosterAsKnownAt(null, { from: resolvedAt, to: resolvedAt + 1 });
    const handoff = beginResolutionHandoff(resolved, holderOrNobody(roster, schedule, resolvedAt, this.parts.zones), acceptBy);
    if (handoff === null) return null;
    const { workflowId: _, ...begun } = await this.parts.handoffs.begin(handoff, workflowId);
    return { handoff: begun, until: this.workingTimeAfter(handbook, schedule, begun.acceptBy ?? acceptBy) };
  }

  async ask({ handoff, resolved }: AskedHandoff): Promise<void> {
    const { zones, notices, links } = this.parts;
    if (handoff.incoming === null) return;
    const handbook = await this.handbook();
    const brief = await briefOf(this.parts, { schedule: handoff.schedule, at: this.parts.clock.now() });
    await tellEach(notices, [handoff.incoming], (person) => {
      const reader = { rules: zones, timezone: zoneOf(handbook, person), link: links.mint(handoff.id, person) };
      const asked = { handoff, resolved, brief: briefLines(brief, reader), incidentUrl: links.incident(resolved.incidentKey) };
      return { key: `${handoff.id}/${person}`, person, notice: acceptResolvedNotice(asked, reader) };
    });
  }

  async tellUnaccepted({ handoff, resolved }: AskedHandoff): Promise<'TOLD' | 'MOOT'> {
    const { zones, handoffs, notices, links, clock } = this.parts;
    if (!(await handoffs.isStillResolved(resolved.incidentKey, resolved.resolvedAt))) return 'MOOT';
    const handbook = await this.handbook();
    const targets = handbook.handoffs?.onResolution?.otherwise ?? [];
    const { responders } = findResponders(handbook, { targets, urgency: 'LOW', at: clock.now() }, zones);
    const notice = unacceptedResolvedNotice(handoff, resolved, links.incident(resolved.incidentKey));
    const people = responders.map(({ person }) => person);
    await tellEach(notices, people, (person) => ({ key: `${handoff.id}/unaccepted/${person}`, person, notice }));
    return 'TOLD';
  }

  private workingTimeAfter(handbook: Handbook, schedule: string, after: Instant): Instant {
    const known = Object.hasOwn(handbook.schedules, schedule) ? handbook.schedules[schedule] : undefined;
    const calendar = { week: workedDaysOf(handbook), zone: known?.timezone ?? handbook.timezone, rules: this.parts.zones };
    return nextWorkingTime(after, handbook.handoffs?.onResolution?.acceptMinute ?? NINE, calendar);
  }

  private async handbook(): Promise<Handbook> {
    const current = await this.parts.handbooks.current();
    if (current === null) throw new Error('no handbook has been applied yet');
    return current.handbook;
  }
}
