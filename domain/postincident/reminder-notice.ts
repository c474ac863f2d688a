import type { Severity, Visibility } from '../handbook/handbook.model.js';
import { dateTimeText } from '../notifications/local-time.js';
import type { Notice } from '../notifications/notice.model.js';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { subjectWords } from './learning-sentence.js';
import type { Reminder } from './post-incident.model.js';

export interface Remembered {
  readonly incidentKey: string;
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  readonly visibility: Visibility;
  readonly reminder: Reminder;
  /** The follow-up's title; null: it is about the postmortem. */
  readonly what: string | null;
}

export interface Reader {
  /** The one who has it, or somebody who is told about them. */
  readonly isOwner: boolean;
  /** Their zone. */
  readonly timezone: string;
  readonly rules: ZoneRules;
  readonly link: string;
}

/** A reminder in words: what is due when, whose it is, where to do it. Of a restricted incident neither what nor where it broke. */
export function reminderNotice(remembered: Remembered, reader: Reader): Notice {
  const { incidentKey, severity, service, title, visibility, reminder, what } = remembered;
  const isRestricted = visibility === 'RESTRICTED';
  const subject = subjectWords(reminder.subject);
  const due = dateTimeText(reader.rules, reader.timezone, reminder.dueAt);
  const whose = reader.isOwner ? 'It is yours.' : `It is ${reminder.owner}’s, whom you answer for.`;
  return {
    subject: `${incidentKey}: ${subject} ${stageWords(reminder.stage)}`,
    lines: [
      `${capital(subject)} of ${incidentKey} ${stageWords(reminder.stage)}: due ${due}.`,
      ...(what === null || isRestricted ? [] : [what]),
      isRestricted ? `${severity} · restricted` : `${severity} · ${service} · ${title}`,
      whose,
    ],
    link: reader.link,
    urgency: 'LOW',
    thread: `${incidentKey}/${reminder.subject}`,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `late-8d` → `is 8 days late`. */
function stageWords(stage: string): string {
  if (stage === 'due') return 'is due now';
  const days = Number(/\d+/.exec(stage)?.[0] ?? 0);
  return stage.startsWith('before') ? `is due in ${days} days` : `is ${days} ${days === 1 ? 'day' : 'days'} late`;
}
