import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type History, historyFromJSON } from '@temporalio/common/lib/proto-utils.js';

const HISTORIES = path.resolve('test/replay/histories');

export interface RecordedHistory {
  /** `0.1.0/an-idle-holder… .INC-1001` */
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
  return { name: `${version}/${name}`, workflowId: name.split('.').at(-1) ?? name, history: historyFromJSON(parsed) };
}
