import type { NoticeDeskPort } from '../../activities/ports/notice-desk.port.js';
import type { ReminderDeskPort, ReminderRequest, ReminderResult } from '../../activities/ports/reminder-desk.port.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { reminderNotice } from '../../domain/postincident/reminder-notice.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { AckLinks } from '../notifications/ack-link.js';

export interface ReminderDeskParts {
  readonly notices: NoticeDeskPort;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
  readonly links: Pick<AckLinks, 'pageOf'>;
}

/** Reminds people at low urgency over their own methods; who is out of reach is answered for by who leads them. Guide: G2.6 */
export class ReminderDeskService implements ReminderDeskPort {
  constructor(private readonly parts: ReminderDeskParts) {}

  async remind(request: ReminderRequest): Promise<ReminderResult> {
    const handbook = (await this.parts.handbooks.current())?.handbook ?? (await this.parts.handbooks.byVersion(request.handbookVersionId));
    const { to, owner } = request.reminder;
    const lead = leadOf(handbook, owner);
    if (to === 'LEAD') return await this.tell(lead ?? owner, request, handbook);
    const told = await this.tell(owner, request, handbook);
    return told.status === 'FAILED' && lead !== null && lead !== owner ? await this.tell(lead, request, handbook) : told;
  }

  private async tell(person: string, request: ReminderRequest, handbook: Handbook): Promise<ReminderResult> {
    const known = Object.hasOwn(handbook.people, person) ? handbook.people[person] : undefined;
    const notice = reminderNotice(request, {
      isOwner: person === request.reminder.owner,
      timezone: known?.timezone ?? handbook.timezone,
      rules: this.parts.zones,
      link: this.parts.links.pageOf(request.incidentKey),
    });
    const result = await this.parts.notices.tell({ key: `${request.reminder.key}/${person}`, person, notice });
    return result.status === 'SENT' ? { ...result, person } : result;
  }
}

/** Who leads the owner's team, else whoever the handbook names; null: it says nothing. */
function leadOf({ people, postIncident }: Handbook, owner: string): string | null {
  if (postIncident === undefined) return null;
  const team = Object.hasOwn(people, owner) ? people[owner]?.team : undefined;
  const own = team !== undefined && Object.hasOwn(postIncident.teamLeads, team) ? postIncident.teamLeads[team] : undefined;
  return own === undefined || own === owner ? postIncident.lead : own;
}
