import { setTimeout as after } from 'node:timers/promises';
import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { systemClock } from '../../../config/clock.js';
import { ask } from '../graphql.js';
import { isOver } from '../incident/incident.words.js';
import { say } from '../output.js';
import type { Server } from '../server.js';

/** What became of an alert that was just sent. */
export interface News {
  readonly incident: string;
  /** It was resolved before, and has yet to reopen. */
  readonly isOver: boolean;
  readonly holder: string | null;
  /** Who was paged so far. */
  readonly paged: readonly string[];
}

export interface Sent {
  readonly service: string;
  readonly dedupKey: string;
  readonly isResolved: boolean;
}

const WAIT_MS = 2_000;
const ASK_EVERY_MS = 100;

const ALERTS = 'query Sent($service: ID) { alerts(service: $service, first: 100) { nodes { dedupKey incidentKey } } }';
const INCIDENT = 'query News($key: ID!) { incident(key: $key) { status holder { id } pages(first: 10) { person { id } } } }';

const alertsSchema = z.object({ alerts: z.object({ nodes: z.array(z.object({ dedupKey: z.string(), incidentKey: z.string() })) }) });
const incidentSchema = z.object({
  incident: z
    .object({
      status: z.string(),
      holder: z.object({ id: z.string() }).nullable(),
      pages: z.array(z.object({ person: z.object({ id: z.string() }) })),
    })
    .nullable(),
});

/** The alert's incident and whom it pages, waited for up to two seconds; null where it is not known by then. */
export async function firstNews(server: Server, sent: Sent): Promise<News | null> {
  const until = systemClock.now() + WAIT_MS;
  let news: News | null = null;
  try {
    while (systemClock.now() < until && !isEnough(news, sent)) {
      if (news !== null) await after(ASK_EVERY_MS);
      news = (await look(server, sent)) ?? news;
      if (news === null) await after(ASK_EVERY_MS);
    }
  } catch (error) {
    // The alert is accepted and kept; only what followed cannot be read.
    say(`what follows cannot be read: ${error instanceof DomainFailure ? error.error.detail : String(error)}`);
  }
  return news;
}

const isEnough = (news: News | null, { isResolved }: Sent): boolean =>
  news !== null && (isResolved || (!news.isOver && (news.holder !== null || news.paged.length > 0)));

async function look(server: Server, { service, dedupKey }: Sent): Promise<News | null> {
  const { alerts } = await ask(server, { document: ALERTS, variables: { service }, shape: alertsSchema });
  const key = alerts.nodes.find((one) => one.dedupKey === dedupKey)?.incidentKey;
  if (key === undefined) return null;
  const { incident } = await ask(server, { document: INCIDENT, variables: { key }, shape: incidentSchema });
  if (incident === null) return null;
  return {
    incident: key,
    isOver: isOver(incident),
    holder: incident.holder?.id ?? null,
    paged: [...new Set(incident.pages.map((page) => page.person.id))].toReversed(),
  };
}
