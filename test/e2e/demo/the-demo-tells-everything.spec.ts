import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { hostEnvironment } from '../../../services/config/host-environment.js';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DEMO = join(ROOT, 'dist/services/apps/demo.js');
/** On a machine that is busy with other tests. */
const DEMO_MS = 240_000;

async function toldAsJson(): Promise<unknown> {
  // What a test runner tells Node is not meant for the demo.
  const { NODE_OPTIONS: _options, ...env } = hostEnvironment();
  await execute(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, env });
  const { stdout } = await execute(process.execPath, [DEMO, '--json'], { env, timeout: DEMO_MS });
  return JSON.parse(stdout);
}

it(
  'the demo tells the whole job: from the alert to a closed incident that is replayed, and a forgery that is found',
  async () => {
    const followUp = (kind: string, owner: string) => ({ class: kind, owner, status: 'DONE' });
    const ticket = { id: expect.stringMatching(/^\d+$/), url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/.+\/issues\/\d+$/) };
    expect(await toldAsJson()).toMatchObject({
      firstPageMs: expect.any(Number),
      pages: [{ channel: 'ntfy', atMs: 0 }, { channel: 'email' }, { channel: 'ntfy' }, { channel: 'email' }],
      acknowledgedBy: expect.any(String),
      resolved: true,
      statusPosts: [
        { phase: 'INVESTIGATING', at: expect.any(Number) },
        { phase: 'RESOLVED', at: expect.any(Number) },
      ],
      tickets: [ticket, ticket, ticket, ticket],
      postmortem: { publishedRevision: 2, owner: expect.any(String), dueAt: expect.any(Number) },
      followUps: [followUp('PREVENTIVE', 'ben'), followUp('PROCESS', 'ada'), followUp('TRAINING', 'chloe'), followUp('TOOLING', 'dan')],
      closed: true,
      handoff: { status: 'OVERDUE', told: expect.stringContaining('support') },
      replay: { match: true, ranOn: 'RECORDED', runs: 3, events: expect.any(Number) },
      forgeryFound: true,
      forgery: { incident: 'INC-1001', what: 'CHANGED' },
    });
  },
  DEMO_MS,
);
