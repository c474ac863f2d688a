import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { compareCommands } from '../../domain/audit/compare-commands.js';
import { compareTimeline, type Projected } from '../../domain/audit/compare-timeline.js';
import { readFact } from '../../domain/audit/json-text.js';
import type { IssuedCommand, Mismatch, RecordedCommand, ReplayedRun, ReplayReport } from '../../domain/audit/replay.model.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';
import type { Clock } from '../config/clock.js';
import { storedTimeline } from '../persistence/stored-timeline.js';
import type { WorkflowBundle } from '../persistence/workflow-bundles.repository.js';
import type { IncidentReplays, ReplayOn } from './incident-replays.port.js';
import { ReplayBundles } from './replay-bundles.js';
import type { ReplayProcess } from './replay-process.js';
import { recordedCommands } from './replay-recorded.js';
import { type RunSource, sourcesOf } from './replay-sources.js';
import { buildsOf } from './run-history.js';

const MISMATCHES_SHOWN = 100;

export interface IncidentReplayerParts {
  readonly pool: Pool;
  readonly client: Client;
  readonly process: Pick<ReplayProcess, 'execute'>;
  /** The build of this process: what TODAY is. */
  readonly today: () => Promise<WorkflowBundle>;
  readonly clock: Clock;
}

interface Chosen extends Pick<ReplayedRun, 'ranOn' | 'buildId' | 'builds'> {
  readonly code: () => Promise<string>;
  readonly mismatches: readonly Mismatch[];
}

interface Replayed {
  readonly run: ReplayedRun;
  /** It can be read, and a worker had it: something of it was executed again. */
  readonly isExecuted: boolean;
  readonly mismatches: readonly Mismatch[];
  readonly projected: readonly Projected[];
}

/**
 * Executes everything that an incident's workflows did again, from their histories alone, and compares: the commands, the inputs of
 * activities, the durations of timers, the results, and the timeline that follows from them, with what is stored.
 */
export class IncidentReplayer implements IncidentReplays {
  private readonly bundles: ReplayBundles;

  constructor(private readonly parts: IncidentReplayerParts) {
    this.bundles = new ReplayBundles(parts.pool, parts.clock);
  }

  /** null: there is no such incident. */
  async replay(incidentKey: string, on: ReplayOn = 'RECORDED'): Promise<ReplayReport | null> {
    const { pool, client, clock } = this.parts;
    const since = clock.now();
    const timeline = await storedTimeline(pool, incidentKey);
    if (timeline === null) return null;
    const replayed: Replayed[] = [];
    for await (const source of sourcesOf({ pool, client, since }, incidentKey)) replayed.push(await this.replayRun(source, on));
    const runs = replayed.map((one) => one.run);
    const executed = replayed.flatMap((one) => (one.isExecuted ? [one.run] : []));
    const isLive = runs.some((run) => run.isLive);
    const stored = compareTimeline(
      incidentKey,
      replayed.flatMap((one) => one.projected),
      { ...timeline, isLive },
    );
    const mismatches = [...replayed.flatMap((one) => one.mismatches), ...stored];
    return {
      incidentKey,
      match: mismatches.length === 0,
      ranOn: executed.length > 0 && executed.every((run) => run.ranOn === 'RECORDED') ? 'RECORDED' : 'TODAY',
      buildId: (executed.at(-1) ?? runs.at(-1))?.buildId ?? '',
      events: runs.reduce((sum, run) => sum + run.events, 0),
      digest: createHash('sha256')
        .update(runs.map((run) => run.digest).join('\n'))
        .digest('hex'),
      runs,
      mismatches: mismatches.slice(0, MISMATCHES_SHOWN),
      moreMismatches: Math.max(0, mismatches.length - MISMATCHES_SHOWN),
      replayedAt: clock.now(),
    };
  }

  private async replayRun(source: RunSource, on: ReplayOn): Promise<Replayed> {
    const { workflowId, runId, events, digest, isLive, history } = source;
    const chosen = await this.choose(source, on);
    const { ranOn, buildId, builds } = chosen;
    const run: ReplayedRun = { workflowId, runId, events, digest, isLive, ranOn, buildId, builds };
    const before = [...source.mismatches, ...chosen.mismatches];
    // A run that ended before any worker had it did nothing that could be executed again.
    if (history === null || builds.length === 0) return { run, isExecuted: false, mismatches: before, projected: [] };
    const recorded = recordedCommands(history);
    const execution = await this.parts.process.execute(buildId, { workflowId, history: source.bytes }, chosen.code);
    const mismatches = [...before, ...compareCommands({ workflowId, runId, recorded, execution })];
    return { run, isExecuted: true, mismatches, projected: projectedBy(source, recorded, execution.commands) };
  }

  /** The newest build that executed the run and is archived, if this process has the SDK that it was bundled with; else today's. */
  private async choose({ history, workflowId, runId }: RunSource, on: ReplayOn): Promise<Chosen> {
    const today = await this.parts.today();
    const builds = history === null ? [] : buildsOf(history);
    const mismatches: Mismatch[] = [];
    for (const buildId of on === 'TODAY' ? [] : builds.toReversed()) {
      const bundle = await this.bundles.find(buildId);
      if (bundle === 'DAMAGED') mismatches.push(damaged({ workflowId, runId }, buildId));
      if (typeof bundle === 'string' || bundle.sdkVersion !== today.sdkVersion) continue;
      return { ranOn: 'RECORDED', buildId, builds, mismatches, code: () => Promise.resolve(bundle.code) };
    }
    return { ranOn: 'TODAY', buildId: today.buildId, builds, mismatches, code: () => Promise.resolve(today.code) };
  }
}

function damaged(run: Pick<Mismatch, 'workflowId' | 'runId'>, buildId: string): Mismatch {
  const detail = `the archived code of build ${buildId} is not the code of that build`;
  return { ...run, eventId: null, seq: null, what: 'BUNDLE', detail, recorded: null, replayed: null };
}

/** What the run told the projector: as it was executed again; beyond the point where the code went another way, as it is recorded. */
function projectedBy(
  { workflowId, runId }: RunSource,
  recorded: readonly RecordedCommand[],
  issued: readonly IssuedCommand[],
): readonly Projected[] {
  const again = new Map(issued.flatMap((one) => (one.kind === 'ACTIVITY' ? [[one.id, one] as const] : [])));
  return recorded.flatMap((one) => {
    if (one.projected === undefined) return [];
    const events = eventsIn(again.get(one.id) ?? one);
    return [{ workflowId, runId, eventId: one.eventId, outcome: one.projected, events }];
  });
}

function eventsIn({ facts }: IssuedCommand): readonly IncidentEvent[] {
  const input = Array.isArray(facts.input) ? readFact(facts.input[0]) : null;
  const events = typeof input === 'object' && input !== null && 'events' in input ? input.events : null;
  return Array.isArray(events) ? (events as IncidentEvent[]) : [];
}
