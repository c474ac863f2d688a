import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type History, historyFromJSON } from '@temporalio/common/lib/proto-utils.js';

const HISTORIES = path.resolve('test/replay/histories');

export interface RecordedHistory {
  /** `0.1.0/an-idle-holder… .INC-1001`; a `/` of the workflow's id is written `~`. */
  readonly name: string;
  readonly workflowId: string;
  readonly history: History;
}

/** The histories that every released version left behind, oldest version first. */
export function recordedHistories(): readonly RecordedHistory[] {
  return readdirSync(HISTORIES)
    .sort()
    .flatMap((version) =>
      readdirSync(path.join(HISTORIES, version))
        .sort()
        .map((file) => read(version, file)),
    );
}

function read(version: string, file: string): RecordedHistory {
  const parsed: unknown = JSON.parse(readFileSync(path.join(HISTORIES, version, file), 'utf8'));
  const name = path.basename(file, '.json');
  const workflowId = (name.split('.').at(-1) ?? name).replaceAll('~', '/');
  return { name: `${version}/${name}`, workflowId, history: historyFromJSON(parsed) };
}
