import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { type Clock, systemClock } from '../config/clock.js';
import { repeat } from '../config/repeat.js';
import { backlogOf } from '../persistence/run-ledger.repository.js';
import type { ExportPass, HistoryExporter } from './history-exporter.js';

const PASS_EVERY_MS = 10_000;
/** A history that waits longer than this is told of: Temporal keeps it for days, not for ever. */
const LATE_MS = 60 * 60_000;

export interface HistoryExportLoopParts {
  readonly exporter: Pick<HistoryExporter, 'pass'>;
  readonly pool: Pool;
  readonly registry: Registry;
  readonly warn: (message: string, detail: object) => void;
  readonly clock?: Clock;
}

/** Exports every ten seconds until stopped; shows how far the archive is behind, and warns when it is over an hour or a run is lost. */
export function startHistoryExportLoop({ exporter, pool, registry, warn, clock = systemClock }: HistoryExportLoopParts): {
  stop(): Promise<void>;
} {
  const show = gauges(registry, clock);
  const pass = async (): Promise<void> => {
    const done = await exporter.pass();
    show(done ?? (await backlogOf(pool)));
    if (done !== null) warnOf(done, clock, warn);
  };
  return repeat(pass, { everyMs: PASS_EVERY_MS, failed: (error) => warn('histories could not be exported', { why: String(error) }) });
}

type Shown = Pick<ExportPass, 'waiting' | 'lost' | 'oldestEndedAt'>;

function gauges(registry: Registry, clock: Clock): (backlog: Shown) => void {
  const registers = [registry];
  const lag = new Gauge({ name: 'tocsin_history_export_lag_seconds', help: 'Age of the oldest ended run that is not archived', registers });
  const waiting = new Gauge({ name: 'tocsin_history_export_waiting', help: 'Ended runs that are not archived yet', registers });
  const lost = new Gauge({ name: 'tocsin_history_runs_lost', help: 'Runs that Temporal dropped before they were archived', registers });
  return (backlog) => {
    lag.set(lagMs(backlog, clock) / 1_000);
    waiting.set(backlog.waiting);
    lost.set(backlog.lost);
  };
}

const lagMs = ({ oldestEndedAt }: Shown, clock: Clock): number => (oldestEndedAt === null ? 0 : Math.max(0, clock.now() - oldestEndedAt));

function warnOf(pass: ExportPass, clock: Clock, warn: HistoryExportLoopParts['warn']): void {
  const ms = lagMs(pass, clock);
  if (ms > LATE_MS) warn('the archive of histories is late', { waiting: pass.waiting, oldestMinutes: Math.round(ms / 60_000) });
  if (pass.lost > 0) warn('histories are lost: Temporal dropped them before they were archived', { runs: pass.lost });
}
