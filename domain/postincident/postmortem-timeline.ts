import { eventSentence } from '../incidents/event-sentence.js';
import type { EventType, IncidentEvent } from '../incidents/incident-event.model.js';
import { markdownText } from './markdown.js';
import type { PostmortemSource } from './postmortem-source.model.js';

/** More lines than anybody reads; the incident's own timeline has them all. */
const FIRST = 150;
const LAST = 150;
const TEXT_MAX = 500;

/** What the machinery did on the way, which says nothing about the incident. */
const NOISE: ReadonlySet<EventType> = new Set<EventType>([
  'LadderMoved',
  'Summoned',
  'DeliverySent',
  'DeliveryVoided',
  'DeliveryAdvanced',
  'AcknowledgementExtended',
  'AutoResolveArmed',
  'AutoResolveDisarmed',
  'CancellationIgnored',
]);

/** What happened when, as a table; `share` of the longest texts. Guide: G2.6 */
export function timelinePart({ events }: PostmortemSource, share: number): string {
  const shown = withoutRepetition(events.filter(({ type }) => !NOISE.has(type)));
  const rows = shown.map((event) => rowOf(event, TEXT_MAX * share));
  const left = rows.length - FIRST - LAST;
  const kept = left > 0 ? [...rows.slice(0, FIRST), `| … | ${left} entries are left out here |`, ...rows.slice(-LAST)] : rows;
  return ['| Time (UTC) | What happened |', '|---|---|', ...kept].join('\n');
}

const rowOf = (event: IncidentEvent, max: number): string =>
  `| ${new Date(event.at).toISOString().slice(0, 19).replace('T', ' ')} | ${markdownText(eventSentence(event), Math.floor(max))} |`;

/** Of alerts, only whether any fires: a flapping one fills no page. */
function withoutRepetition(events: readonly IncidentEvent[]): readonly IncidentEvent[] {
  let isFiring: boolean | null = null;
  return events.filter((event) => {
    if (event.type !== 'AlertsChanged') return true;
    const isNews = isFiring !== event.firing > 0;
    isFiring = event.firing > 0;
    return isNews;
  });
}
