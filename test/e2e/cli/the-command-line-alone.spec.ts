import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliWorld } from './cli-world.js';

const HANDBOOK = fileURLToPath(new URL('../../../handbook/escrow-platform.yaml', import.meta.url));
const MISTAKES = fileURLToPath(new URL('../../../services/handbook/twenty-mistakes.fixture.yaml', import.meta.url));
const BUILT_MS = 60_000;

/** Nothing runs beside it: what the command line does all the same. */
const world = new CliWorld();
beforeAll(() => world.build(), BUILT_MS);
afterAll(() => world.stop());

it('checks a handbook file: problems at their place with code 2, placeholders not yet yours', async () => {
  const good = await world.tocsin(['handbook', 'check', HANDBOOK]);
  expect(good).toMatchObject({ code: 0, stdout: expect.stringContaining('Placeholders of the guide that are not yet yours') as unknown });
  const bad = join(world.dataDir, 'bad.yaml');
  writeFileSync(bad, 'id: x\nunheard: of\n');
  const checked = await world.tocsin(['handbook', 'check', bad]);
  expect(checked.code).toBe(2);
  expect(checked.stdout).toMatch(/bad\.yaml:2:1 unheard — .+ — .+/);
  expect(((await world.json(['handbook', 'check', bad], 2))['problems'] as unknown[]).length).toBeGreaterThan(1);
  expect((await world.tocsin(['handbook', 'check', `${bad}.missing`])).code).toBe(2);
});

it('says twenty mistakes of one file at once, each at its line and column, with code 2', async () => {
  const mistakes = readFileSync(MISTAKES, 'utf8').split('\n');
  const expected = mistakes.flatMap((line, index) =>
    line
      .split(' ! ')
      .slice(1)
      .map((mark) => `${index + 1}:${mark.split(' ')[0]}`),
  );
  const { code, stdout } = await world.tocsin(['handbook', 'check', MISTAKES]);
  expect(code).toBe(2);
  expect(expected.length).toBeGreaterThanOrEqual(20);
  expect([...stdout.matchAll(/^ {2}\S+\.yaml:(\d+:\d+) .+ — .+ — .+$/gm)].map(([, place]) => place)).toEqual(expected);
});

it('lists every command in its help, and those of a group in its own', async () => {
  const { stdout } = await world.tocsin(['--help']);
  for (const name of [
    'up',
    'doctor',
    'alert',
    'incident',
    'oncall',
    'page',
    'handbook',
    'integration',
    'token',
    'api',
    'worker',
    'migrate',
  ]) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  }
  expect((await world.tocsin(['help', 'incident'])).stdout).toMatch(
    /list .*\n[^]*show .*\n[^]*ack .*\n[^]*resolve .*\n[^]*declare .*\n[^]*watch /,
  );
});
