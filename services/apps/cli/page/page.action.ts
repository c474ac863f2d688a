import { setTimeout as after } from 'node:timers/promises';
import { SECOND_MS } from '../../../../domain/instant.js';
import { systemClock } from '../../../config/clock.js';
import { EXIT } from '../exit-codes.js';
import { harmless } from '../harmless.js';
import { answer, type JsonFlag, paint, say } from '../output.js';
import { findServer, type Server } from '../server.js';
import { cancel, sendTestPage, stateOf, type TestSend } from './test-page.requests.js';

export interface PageFlags extends JsonFlag {
  readonly wait: number;
}

const ASK_EVERY_MS = 250;

/** Exit code 1 where nobody acknowledged in time, or a method failed. The test incident is over in any case. */
export async function page(person: string, flags: PageFlags): Promise<void> {
  const server = findServer();
  const sent = await sendTestPage(server, person);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  const seen = await watched(server, { ...sent, flags, stop: stop.signal });
  await cancel(server, sent.incidentKey);
  const data = {
    incident: sent.incidentKey,
    person,
    acknowledged: seen.acknowledged,
    acknowledgedAfterMs: seen.afterMs,
    sends: seen.sends,
  };
  answer(data, flags, () =>
    seen.acknowledged
      ? `${person} acknowledged after ${(Number(seen.afterMs) / SECOND_MS).toFixed(1)} s`
      : `${person} did not acknowledge within ${flags.wait} s`,
  );
  if (!seen.acknowledged || seen.sends.some((one) => one.status === 'FAILED')) process.exitCode = EXIT.failed;
}

interface Watching {
  readonly incidentKey: string;
  readonly sends: readonly TestSend[];
  readonly flags: PageFlags;
  readonly stop: AbortSignal;
}

interface Seen {
  readonly acknowledged: boolean;
  readonly afterMs: number | null;
  readonly sends: readonly TestSend[];
}

/** Tells what became of each method as it is known, until somebody acknowledges, the time is over, or Ctrl-C. */
async function watched(server: Server, { incidentKey, sends: first, flags, stop }: Watching): Promise<Seen> {
  const startedAt = systemClock.now();
  const until = startedAt + flags.wait * SECOND_MS;
  const tell = teller(flags);
  let sends = first;
  tell(sends);
  for (;;) {
    const state = await stateOf(server, incidentKey);
    sends = sends.map((one) => (one.status === 'INTENDED' ? (state.deliveries.find((sent) => sent.method === one.method) ?? one) : one));
    tell(sends);
    const now = systemClock.now();
    if (state.holder !== null) return { acknowledged: true, afterMs: now - startedAt, sends };
    if (now >= until || stop.aborted) return { acknowledged: false, afterMs: null, sends };
    await after(ASK_EVERY_MS, null, { signal: stop }).catch(() => null); // Ctrl-C ends the wait, not the test's tidying up
  }
}

/** One line per method, once it is settled, then the wait. */
function teller({ json, wait }: PageFlags): (sends: readonly TestSend[]) => void {
  if (json === true) return () => undefined;
  const told = new Set<string>();
  return (sends) => {
    for (const { method, channel, status, error } of sends) {
      if (status === 'INTENDED' || told.has(method)) continue;
      told.add(method);
      const name = method === channel ? method : `${method} (${channel})`;
      say(status === 'SENT' ? `${paint('green', '✓')} ${name}: sent` : `${paint('red', '✗')} ${name}: ${harmless(error ?? 'failed')}`);
      if (told.size === sends.length) say(`waiting up to ${wait} s for the acknowledgement …`);
    }
  };
}
