import { styleText } from 'node:util';
import { silentLogger } from '../embedded/logger.js';
import { stopOnSignals } from '../embedded/stop-on-signals.js';
import { connectTemporal } from '../orchestration/temporal-connection.js';
import { type GithubServer, startGithub } from './demo/github-server.js';
import { createNarrator, type Narrator } from './demo/narrator.js';
import { type OwnServer, startOwnServer } from './demo/own-server.js';
import { type DemoResult, tellStory } from './demo/story.js';

const isJson = process.argv.includes('--json');
const isKept = process.argv.includes('--keep');

const write = (line: string): void => void process[isJson ? 'stderr' : 'stdout'].write(`${line}\n`);

/** What runs for the demo, with everything that it talks to. */
interface Stage {
  readonly server: OwnServer;
  readonly github: GithubServer;
  stop(): Promise<void>;
}

/** The product in virtual time, with the shipped handbook, and a GitHub of its own on loopback. */
async function setTheStage(say: Narrator): Promise<Stage> {
  say.aside('starting PostgreSQL, Temporal, worker and api in a directory of their own');
  const github = await startGithub();
  try {
    const environment = {
      TOCSIN_GITHUB_REPOSITORY: github.repository,
      TOCSIN_GITHUB_TOKEN: github.token,
      TOCSIN_GITHUB_URL: github.url,
    };
    const server = await startOwnServer({ name: 'demo', virtualTime: 'on', environment });
    return { server, github, stop: () => server.stop().then(() => github.close()) };
  } catch (error) {
    await github.close();
    throw error;
  }
}

async function play({ server, github }: Stage, say: Narrator): Promise<DemoResult> {
  const { running, runtime } = server;
  const temporal = connectTemporal({ address: runtime.temporalAddress, namespace: running.started.namespace });
  try {
    return await tellStory({ ...server, github, temporal: temporal.client, say });
  } finally {
    await temporal.close();
  }
}

/** Whether every step was seen: a step that was not has thrown before. */
const isWhole = ({ resolved, closed, replay, forgeryFound }: DemoResult): boolean => resolved && closed && replay.match && forgeryFound;

function show(result: DemoResult): void {
  if (isJson) process.stdout.write(`${JSON.stringify(result)}\n`);
  else write(`\n${styleText(isWhole(result) ? 'green' : 'red', isWhole(result) ? 'Every step was seen.' : 'Not every step was seen.')}`);
}

/** Everything goes on until Ctrl-C. */
function keep(stage: Stage, { key }: DemoResult): void {
  const { server } = stage;
  const { started } = server.running;
  const urls = {
    'status page': `${started.publicUrl}/status`,
    incident: `${started.publicUrl}/incidents/${key}`,
    postmortem: `${started.publicUrl}/incidents/${key}/postmortem`,
    'Temporal UI': started.temporalUiUrl ?? 'none',
    'mail and ntfy': server.receivers.ntfyUrl,
    'to sign in': server.token,
  };
  write('\nEverything still runs; Ctrl-C ends it.');
  for (const [name, url] of Object.entries(urls)) write(`  ${name.padEnd(14)} ${url}`);
  stopOnSignals({ stop: () => stage.stop(), kill: () => server.running.kill() }, silentLogger);
}

/** `npm run demo`: one incident of the shipped handbook in virtual time, on real servers of its own. Exit code 0 only if every step was seen. */
async function demo(): Promise<void> {
  const say = createNarrator(write);
  const stage = await setTheStage(say);
  let isStaying = false;
  try {
    const result = await play(stage, say);
    show(result);
    process.exitCode = isWhole(result) ? 0 : 1;
    isStaying = isKept && isWhole(result);
    if (isStaying) keep(stage, result);
  } finally {
    if (!isStaying) await stage.stop();
  }
}

try {
  await demo();
  if (!isKept || process.exitCode !== 0) process.exit();
} catch (error) {
  process.stderr.write(`the demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
