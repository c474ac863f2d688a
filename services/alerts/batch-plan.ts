import type { IngestItem, RoutedEvent } from './ingest-item.js';
import type { Problem } from './received-payload.model.js';

/** A share of a request that one statement can write: no two of its events differ about the same alert. */
export interface Part {
  readonly item: IngestItem;
  readonly alerts: readonly RoutedEvent[];
  /** The raw body, with its problems; null where another part of the request writes it. */
  readonly raw: { readonly problems: readonly Problem[] } | null;
}

/** A request in parts, to be written one after the other: several only where it speaks twice of one alert. */
export function partsOf(item: IngestItem): readonly Part[] {
  if (item.alerts.length <= 1) return [{ item, alerts: item.alerts, raw: { problems: item.problems } }];
  const waves: RoutedEvent[][] = [];
  const said = new Map<string, { readonly wave: number; readonly what: string }>();
  for (const alert of item.alerts) {
    const before = said.get(alert.event.dedupKey);
    const what = whatItSays(alert);
    const wave = before === undefined ? 0 : before.what === what ? before.wave : before.wave + 1;
    said.set(alert.event.dedupKey, { wave, what });
    (waves[wave] ??= []).push(alert);
  }
  const first: Part = { item, alerts: waves[0] ?? [], raw: { problems: item.problems } };
  return [first, ...waves.slice(1).map((alerts) => ({ item, alerts, raw: null }))];
}

/** Two events that say the same of one alert are one event, twice. */
function whatItSays({ event, startIdentifiesFiring, proposes }: RoutedEvent): string {
  return `${event.status} ${proposes} ${startIdentifiesFiring ? event.startsAt : ''}`;
}

/**
 * Which parts fit into one statement together. What is said of one alert is written in the order of arrival: a part
 * that contradicts an earlier one waits, and so does whatever is about an alert that waits.
 */
export class BatchPlan {
  private readonly said = new Map<string, string>();
  private readonly waiting = new Set<string>();

  /** True: `part` was taken in. */
  take(part: Part): boolean {
    const words = part.alerts.map((alert) => [alertOf(part, alert), whatItSays(alert)] as const);
    if (words.every(([alert, what]) => !this.waiting.has(alert) && (this.said.get(alert) ?? what) === what)) {
      for (const [alert, what] of words) this.said.set(alert, what);
      return true;
    }
    for (const [alert] of words) this.waiting.add(alert);
    return false;
  }
}

const alertOf = (part: Part, alert: RoutedEvent): string => `${part.item.integrationId} ${alert.event.dedupKey}`;
