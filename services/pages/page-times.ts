import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../domain/instant.js';
import { dateTimeText, utcText } from '../../domain/notifications/local-time.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { type Html, html, when } from './html.js';

/** The times of one page: in the reader's zone with UTC beside it, never in the host's. */
export interface PageTimes {
  readonly now: Instant;
  /** The zone that is shown, `UTC` where the reader's own is not known. */
  readonly zone: string;
  /** `02:25 (07:25 UTC)`, where the two are the same `07:25 UTC`; with the day where it is not today's. */
  moment(at: Instant): Html;
  /** `02:25 Europe/London` for plain text. */
  plain(at: Instant): string;
}

interface Reading {
  readonly day: string;
  readonly clock: string;
  readonly zone: string;
}

export function pageTimes(rules: ZoneRules, zone: string, now: Instant): PageTimes {
  const today = readingOf(rules, zone, now);
  const local = (at: Instant): Reading => readingOf(rules, zone, at);
  return {
    now,
    zone: today.zone,
    moment(at) {
      const here = local(at);
      const utc = readingOf(rules, 'UTC', at);
      const day = here.day === today.day ? '' : `${here.day} `;
      const utcDay = utc.day === here.day ? '' : `${utc.day} `;
      const isSame = utc.day === here.day && utc.clock === here.clock;
      const beside = when(!isSame, html` <small>(${utcDay}${utc.clock} UTC)</small>`);
      return html`<time datetime="${utcText(at).slice(0, 16)}Z">${day}${here.clock}${when(isSame, ' UTC')}</time>${beside}`;
    },
    plain(at) {
      const here = local(at);
      return `${here.day === today.day ? '' : `${here.day} `}${here.clock} ${here.zone}`;
    },
  };
}

/** How long, in the two largest units that say something: `under a minute`, `37 min`, `2 h 5 min`, `3 d 4 h`. */
export function spanInWords(ms: number): string {
  if (ms < MINUTE_MS) return 'under a minute';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return twoUnits([Math.floor(ms / HOUR_MS), 'h'], [Math.floor((ms % HOUR_MS) / MINUTE_MS), 'min']);
  return twoUnits([Math.floor(ms / DAY_MS), 'd'], [Math.floor((ms % DAY_MS) / HOUR_MS), 'h']);
}

const twoUnits = (large: readonly [number, string], small: readonly [number, string]): string =>
  [large, small].flatMap(([amount, unit]) => (amount === 0 ? [] : [`${amount} ${unit}`])).join(' ');

/** Taken apart from the one text that the mails use too, so that both read alike. */
function readingOf(rules: ZoneRules, zone: string, at: Instant): Reading {
  const [weekday, date, month, clock, ...rest] = dateTimeText(rules, zone, at).split(' ');
  return { day: `${weekday} ${date} ${month}`, clock: clock ?? '', zone: rest.join(' ') };
}
