import { join } from 'node:path';
import { DomainFailure } from '../../../domain/error.js';
import { readEnvironment } from '../../config/environment.js';
import { hostEnvironment } from '../../config/host-environment.js';
import { defaultDataDir } from '../../embedded/data-dir.js';
import { readIfPresent } from '../../embedded/private-files.js';
import { type Runtime, readRuntime } from '../../embedded/runtime-file.js';
import { CLI_KEY_FILE } from './kept-files.js';

/** The server that a command speaks to, and what proves who asks. */
export interface Server {
  readonly url: string;
  /** null: none was given and none is kept on this machine. */
  readonly token: string | null;
  /** With which `alert send` sends; null: only the machine that runs the server keeps one. */
  readonly integrationKey: string | null;
  /** null: the server runs elsewhere. */
  readonly runtime: Runtime | null;
  /** Where this machine keeps data; nothing may be there. */
  readonly dataDir: string;
}

/** `TOCSIN_URL`, or the one that runs from the data directory of this machine. Throws `UNAVAILABLE` where there is neither. */
export function findServer(): Server {
  const settings = readEnvironment();
  const dataDir = settings.TOCSIN_DATA_DIR ?? defaultDataDir(hostEnvironment());
  const token = settings.TOCSIN_TOKEN ?? null;
  if (settings.TOCSIN_URL !== undefined)
    return { url: settings.TOCSIN_URL.replace(/\/+$/, ''), token, integrationKey: null, runtime: null, dataDir };
  const runtime = readRuntime(dataDir);
  if (runtime === null) {
    throw new DomainFailure({
      code: 'UNAVAILABLE',
      detail: `no Tocsin runs from ${dataDir}`,
      hint: 'Start one with `npm start`, or set TOCSIN_URL and TOCSIN_TOKEN (or TOCSIN_DATA_DIR) for one elsewhere.',
    });
  }
  const kept = runtime.adminTokenFile === undefined ? null : (readIfPresent(runtime.adminTokenFile)?.trim() ?? null);
  const integrationKey = readIfPresent(join(dataDir, CLI_KEY_FILE))?.trim() ?? null;
  return { url: runtime.apiUrl, token: token ?? kept, integrationKey, runtime, dataDir };
}
