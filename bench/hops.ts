import { Client, Connection } from '@temporalio/client';
import { type History } from '@temporalio/common/lib/proto-utils.js';
import type pg from 'pg';
import { percentile, rounded } from './report.js';

/** When one alert was accepted and its page arrived, epoch ms. */
export interface Journey {
  readonly name: string;
  readonly acceptedAt: number;
  readonly receivedAt: number;
}

export interface Hops {
  /** Median ms of each hop, accepted → page. */
  readonly startedMs: number;
  readonly decidedMs: number;
  readonly sendScheduledMs: number;
  readonly sendStartedMs: number;
  readonly arrivedMs: number;
  /** What one incident costs until its first page is recorded. */
  readonly historyEvents: number;
  readonly workflowTasks: number;
  readonly activities: number;
}

const SAMPLE = 40;

/** Where the time between an accepted alert and its page goes, by the workflows' own histories (instants to the millisecond). */
export async function measureHops(
  where: { readonly temporalAddress: string; readonly pool: pg.Pool },
  journeys: readonly Journey[],
): Promise<Hops> {
  const connection = await Connection.connect({ address: where.temporalAddress });
  try {
    const client = new Client({ connection });
    const { rows } = await where.pool.query<{ key: string; title: string }>('SELECT key, title FROM incidents');
    const keyOf = new Map(rows.map((row) => [row.title, row.key]));
    const all = await Promise.all(
      journeys
        .slice(-SAMPLE)
        .map(async (journey) => hopsOf(journey, await client.workflow.getHandle(keyOf.get(journey.name) ?? '').fetchHistory())),
    );
    const median = (of: (hops: Hops) => number): number => rounded(percentile(all.map(of), 50));
    return {
      startedMs: median((one) => one.startedMs),
      decidedMs: median((one) => one.decidedMs),
      sendScheduledMs: median((one) => one.sendScheduledMs),
      sendStartedMs: median((one) => one.sendStartedMs),
      arrivedMs: median((one) => one.arrivedMs),
      historyEvents: median((one) => one.historyEvents),
      workflowTasks: median((one) => one.workflowTasks),
      activities: median((one) => one.activities),
    };
  } finally {
    await connection.close();
  }
}

type Event = NonNullable<History['events']>[number];

function hopsOf({ acceptedAt, receivedAt }: Journey, history: History): Hops {
  const events = history.events ?? [];
  const started = timeOf(events[0]);
  const decided = timeOf(events.find((event) => event.workflowTaskCompletedEventAttributes));
  const scheduled = events.find((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'deliverPage');
  const sending = events.find((event) => String(event.activityTaskStartedEventAttributes?.scheduledEventId) === String(scheduled?.eventId));
  return {
    startedMs: started - acceptedAt,
    decidedMs: decided - started,
    sendScheduledMs: timeOf(scheduled) - decided,
    sendStartedMs: timeOf(sending) - timeOf(scheduled),
    arrivedMs: receivedAt - timeOf(sending),
    historyEvents: events.length,
    workflowTasks: events.filter((event) => event.workflowTaskCompletedEventAttributes).length,
    activities: events.filter((event) => event.activityTaskScheduledEventAttributes).length,
  };
}

function timeOf(event: Event | undefined): number {
  return Number(event?.eventTime?.seconds ?? Number.NaN) * 1_000 + Number(event?.eventTime?.nanos ?? 0) / 1_000_000;
}

/** Events in a workflow's history now. */
export async function measureLength(temporalAddress: string, workflowId: string): Promise<number> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const description = await new Client({ connection }).workflow.getHandle(workflowId).describe();
    return description.historyLength;
  } finally {
    await connection.close();
  }
}
