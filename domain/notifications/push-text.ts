import type { PageMessage } from './page-message.model.js';
import type { PageLines } from './page-text.js';

/** What a push channel shows. */
export interface PushText {
  readonly title: string;
  readonly message: string;
  /** 5 breaks through a silenced phone, 3 does not. */
  readonly priority: 3 | 5;
  /** Names of emoji and words, shown beside the title. None comes from an alert. */
  readonly tags: readonly string[];
}

export function pushTextOf(message: PageMessage, lines: PageLines): PushText {
  const isHigh = message.urgency === 'HIGH';
  const body = [lines.what, lines.why, `Since ${lines.since}`, lines.next, lines.test];
  return {
    title: lines.subject,
    message: body.filter((line) => line !== '').join('\n'),
    priority: isHigh ? 5 : 3,
    tags: [isHigh ? 'rotating_light' : 'bell', message.severity.toLowerCase(), ...(message.test ? ['test'] : [])],
  };
}
