import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SUITES = ['domain/oncall', 'services/handbook/zone-rules', 'services/handbook/parse-handbook', 'services/handbook/check-report'];

/** Node with another zone of the host; the variables that make this run find its servers are of no use there. */
function node(zone: string, args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, TZ: zone, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8', timeout: 110_000 });
  return { status, output: `${stdout}${stderr}` };
}

describe('[G1.1] who is on call does not depend on the zone of the host', () => {
  it.each([
    ['UTC', '0'],
    ['Pacific/Chatham', '-825'],
  ])('the zone-sensitive suites pass under TZ=%s', (zone, offset) => {
    expect(node(zone, ['-p', 'new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()']).output.trim()).toBe(offset);
    const run = node(zone, ['node_modules/jest/bin/jest.js', ...SUITES, '--selectProjects', 'unit', '--runInBand']);
    expect(run.output).toMatch(/Test Suites: (\d+) passed, \1 total/);
    expect(run.status).toBe(0);
  });
});
