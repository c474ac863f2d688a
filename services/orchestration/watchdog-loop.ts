import { repeat } from '../config/repeat.js';
import type { PostOutbound } from '../integrations/http/outbound-guard.js';
import type { Finding, WatchdogService } from './watchdog.service.js';

const PASS_EVERY_MS = 10_000;

export interface WatchdogLoopParts {
  readonly watchdog: Pick<WatchdogService, 'pass'>;
  /** Somebody outside who alarms when the pings stop; null: nobody watches the watcher. */
  readonly heartbeat: { readonly url: string; readonly post: PostOutbound } | null;
  readonly warn: (message: string, detail: object) => void;
}

/** Passes every ten seconds until stopped. A clean pass, and only that, pings the outside heartbeat. */
export function startWatchdogLoop({ watchdog, heartbeat, warn }: WatchdogLoopParts): { stop(): Promise<void> } {
  const pass = async (): Promise<void> => {
    const findings = await watchdog.pass();
    if (isClean(findings) && heartbeat !== null) await ping(heartbeat, warn);
  };
  return repeat(pass, { everyMs: PASS_EVERY_MS, failed: (error) => warn('the watchdog could not pass', { why: String(error) }) });
}

/** Nothing was missed, or all of it is mended; what had to be told, or could not be looked at, is for somebody outside to ask about. */
function isClean(findings: readonly Finding[] | null): boolean {
  return findings?.every(({ health, did }) => did === 'RESUMED' || (health === 'WORKING' && did === 'NOTHING')) === true;
}

async function ping({ url, post }: NonNullable<WatchdogLoopParts['heartbeat']>, warn: WatchdogLoopParts['warn']): Promise<void> {
  const answer = await post({ url, headers: { 'content-type': 'text/plain' }, body: 'ok' });
  if (!answer.ok) warn('the outside heartbeat does not answer', { why: answer.error.reason });
}
