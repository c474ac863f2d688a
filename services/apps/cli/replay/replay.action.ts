import { z } from 'zod';
import { MISMATCH_KINDS } from '../../../../domain/audit/replay.model.js';
import { EXIT } from '../exit-codes.js';
import { ask } from '../graphql.js';
import { answer, facts, type JsonFlag, paint, table } from '../output.js';
import { findServer } from '../server.js';

export interface ReplayFlags extends JsonFlag {
  readonly on: 'recorded' | 'today';
}

/** A chain of long histories takes a while. */
const REPLAY_MS = 10 * 60_000;

const REPLAY = `query Replay($key: ID!, $on: ReplayOn) {
  replayIncident(key: $key, on: $on) {
    incidentKey match ranOn buildId events digest moreMismatches replayedAt
    runs { workflowId runId ranOn buildId builds events digest isLive }
    mismatches { workflowId runId eventId seq what detail recorded replayed }
  }
}`;

const ranOn = z.enum(['RECORDED', 'TODAY']);
const shape = z.object({
  replayIncident: z.object({
    incidentKey: z.string(),
    match: z.boolean(),
    ranOn,
    buildId: z.string(),
    events: z.number(),
    digest: z.string(),
    moreMismatches: z.number(),
    replayedAt: z.string(),
    runs: z.array(
      z.object({
        workflowId: z.string(),
        runId: z.string(),
        ranOn,
        buildId: z.string(),
        builds: z.array(z.string()),
        events: z.number(),
        digest: z.string(),
        isLive: z.boolean(),
      }),
    ),
    mismatches: z.array(
      z.object({
        workflowId: z.string(),
        runId: z.string().nullable(),
        eventId: z.number().nullable(),
        seq: z.number().nullable(),
        what: z.enum(MISMATCH_KINDS),
        detail: z.string(),
        recorded: z.string().nullable(),
        replayed: z.string().nullable(),
      }),
    ),
  }),
});

type Report = z.infer<typeof shape>['replayIncident'];

/** Says whether the incident does again what is recorded, and names whatever differs; exit code 1 then. */
export async function replay(key: string, flags: ReplayFlags): Promise<void> {
  const variables = { key, on: flags.on.toUpperCase() };
  const { replayIncident: report } = await ask(findServer(), { document: REPLAY, variables, shape, timeoutMs: REPLAY_MS });
  answer(report, flags, words);
  if (!report.match) process.exitCode = EXIT.failed;
}

function words(report: Report): string {
  const { match, events, runs, digest, buildId } = report;
  const verdict = match ? paint('green', 'it does again exactly what is recorded') : paint('red', 'IT DIFFERS FROM WHAT IS RECORDED');
  const code = report.ranOn === 'RECORDED' ? `${buildId}, the build that ran it` : `${buildId}, the code of today`;
  const looked = facts([
    ['ran on', code],
    ['histories', `${runs.length} run(s), ${events} events`],
    ['digest', digest],
  ]);
  return [`${report.incidentKey}: ${verdict}`, looked, differences(report)].filter((part) => part !== '').join('\n\n');
}

function differences({ mismatches, moreMismatches }: Report): string {
  if (mismatches.length === 0) return '';
  const rows = mismatches.map(({ runId, eventId, seq, what, detail, recorded, replayed }) => [
    runId?.slice(0, 8) ?? '',
    eventId === null ? '' : String(eventId),
    seq === null ? '' : String(seq),
    what,
    `${detail}: ${recorded ?? 'nothing'} → ${replayed ?? 'nothing'}`,
  ]);
  const more = moreMismatches === 0 ? '' : `\n… and ${moreMismatches} more`;
  return `${table(['RUN', 'EVENT', 'ROW', 'WHAT', 'RECORDED → REPLAYED'], rows)}${more}`;
}
