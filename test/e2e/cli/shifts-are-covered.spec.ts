import { HOUR_MS } from '../../../domain/instant.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { CliWorld } from './cli-world.js';

const UP_MS = 180_000;
const world = new CliWorld();
/** Tokens by person; whose turn it is while this runs, and two of the same rotation. */
const tokens: Record<string, string> = {};
let holder: string;
let taker: string;
let other: string;

interface OnCall {
  readonly schedule: string;
  readonly person: { readonly id: string };
  readonly to: string;
}

const onCall = async (): Promise<readonly OnCall[]> => (await world.json(['oncall']))['onCall'] as readonly OnCall[];
const of = (all: readonly OnCall[], schedule: string): string => all.find((one) => one.schedule === schedule)?.person.id ?? '';
const as = async (person: string, ...args: readonly string[]) =>
  await world.tocsin(['oncall', ...args], { TOCSIN_TOKEN: tokens[person] ?? '' });
const jsonAs = async (person: string, ...args: readonly string[]): Promise<Record<string, Record<string, unknown>>> => {
  const ran = await as(person, ...args, '--json');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout) as Record<string, Record<string, unknown>>;
};

beforeAll(async () => {
  await world.start();
  const all = await onCall();
  [holder, taker, other] = [of(all, 'on-call'), of(all, 'tertiary'), of(all, 'quaternary')];
  for (const person of [holder, taker, other])
    tokens[person] = String((await world.json(['token', 'create', '--name', 'test', '--person', person, '--role', 'responder']))['secret']);
}, UP_MS);
afterAll(() => world.stop());

it('[G1.1] takes a shift, shows it, tells whoever had it, and gives it back', async () => {
  const { cover } = await jsonAs(taker, 'take', 'on-call', '--reason', 'the dentist');
  expect(cover).toMatchObject({ person: { id: taker }, relieves: [{ id: holder }], reason: 'the dentist' });
  expect(of(await onCall(), 'on-call')).toBe(taker);
  expect((await world.tocsin(['oncall', 'cover', 'list'])).stdout).toMatch(
    new RegExp(`^COVER .*\n${String(cover?.['id'])} +on-call +${taker} +${holder} `),
  );
  const mails = async (): Promise<string> => await (await fetch(world.runtime()['mailUrl'] ?? '')).text();
  expect(await waitUntil(async () => (await mails()).includes(`${taker} took your shift of on-call`), 20_000)).toBe(true);

  expect(await as(other, 'take', 'on-call')).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining(String(cover?.['id'])) as unknown,
  });
  expect(await as(holder, 'end-cover', String(cover?.['id']))).toMatchObject({ code: 0 });
  expect(of(await onCall(), 'on-call')).toBe(holder);
  expect((await as(holder, 'take', 'nope')).code).toBe(4);
  expect((await as(taker, 'take', 'on-call', '--until', 'tomorrow')).code).toBe(2);
});

it('[G1.1] asks for cover, is declined and accepted, by command and by link', async () => {
  const end = Date.parse((await onCall()).find(({ schedule }) => schedule === 'on-call')?.to ?? '');
  /** Ahead of now also in the last hour of a shift. */
  const from = Math.max(end - HOUR_MS, (Date.now() + end) / 2);
  const span = ['--from', new Date(from).toISOString(), '--to', new Date(end).toISOString()];
  const { request } = await jsonAs(holder, 'cover', 'ask', 'on-call', ...span);
  const id = String(request?.['id']);
  expect(request).toMatchObject({ status: 'ASKED', asker: { id: holder } });
  expect(await waitUntil(async () => (await world.linkInMail(`${holder} asks for cover`)) !== undefined, 20_000)).toBe(true);
  expect((await as(taker, 'cover', 'decline', id)).stdout).toBe(`${id}: declined; others may still accept\n`);
  expect((await as(other, 'cover', 'accept', id)).stdout).toContain(`${id}: ${other} covers on-call, `);
  expect((await as(taker, 'cover', 'accept', id)).code).toBe(3);
  expect((await as(holder, 'cover', 'withdraw', id)).code).toBe(3);
  const at = new Date(end - 1).toISOString();
  expect(await jsonAs(holder, 'on-call', '--at', at)).toMatchObject({ onCall: [{ person: { id: other }, cover: true }] });
  expect((await as(holder, 'cover', 'list', '--all')).stdout).toMatch(new RegExp(`^REQUEST .*\n${id} `, 'm'));
});
