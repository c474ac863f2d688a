import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitUntil } from '../../../services/embedded/wait.js';
import { CliWorld } from './cli-world.js';

const KEY = expect.stringMatching(/^INC-\d+$/) as unknown as string;
const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown as string;

/** Beside a server of its own: each of these is what a script or a person relies on. */
describe('the command line', () => {
  const world = new CliWorld();
  beforeAll(() => world.start(), 120_000);
  afterAll(() => world.stop(), 60_000);

  const declared = async (title: string, ...more: string[]): Promise<string> => {
    const { incident } = await world.json(['incident', 'declare', 'payments', '--title', title, '--severity', '2', ...more]);
    return (incident as { key: string }).key;
  };

  /** Who is paged first now. */
  const onCall = async (): Promise<{ readonly id: string; readonly name: string }> => {
    const { onCall: all } = await world.json(['oncall', 'on-call']);
    const [{ person }] = all as [{ person: { id: string; name: string } }];
    return { id: person.id, name: person.name };
  };

  it('says who is paged for an alert that was just sent, and stays silent about a repeated one', async () => {
    const send = () => world.json(['alert', 'send', 'payments', '--priority', 'high', '--dedup-key', 'first']);
    let sent = await send();
    // On a machine on which paging takes longer than the command waits, it is said of the repeated one.
    await waitUntil(async () => (sent['paged'] as string[]).length > 0 || ((sent = await send())['paged'] as string[]).length > 0, 20_000);
    expect(sent).toEqual({ accepted: true, dedupKey: 'first', incident: KEY, holder: null, paged: [(await onCall()).id] });
    const again = await world.json(['alert', 'send', 'payments', '--dedup-key', 'first']);
    expect(again['incident']).toBe(sent['incident']);
  });

  it('[G2.3] acknowledges with an id that acts once, adopts only what is new, and resolves only when told although alerts fire', async () => {
    const { incident } = await world.json(['alert', 'send', 'wallet', '--dedup-key', 'w']);
    const key = String(incident);
    const ack = await world.json(['incident', 'ack', key, '--command-id', 'mine']);
    expect(ack).toMatchObject({
      outcome: 'APPLIED',
      commandId: 'mine',
      holder: { id: 'admin' },
      incident: { key, status: 'TRIAGE', acknowledgedAt: INSTANT },
    });
    const adopted = await world.json(['incident', 'adopt-policy', key, '--reason', 'to be sure']);
    expect(adopted).toMatchObject({ outcome: 'ALREADY', incident: { key, handbookVersionId: expect.any(Number) } });
    expect((await world.tocsin(['incident', 'ack', key])).stdout).toBe(`${key}: admin has it already\n`);
    const refused = await world.tocsin(['incident', 'resolve', key]);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain(`tocsin incident resolve ${key} --confirm`);
    expect(await world.json(['incident', 'resolve', key, '--confirm', '--text', 'the pool was full'])).toMatchObject({
      outcome: 'APPLIED',
      incident: { status: 'RESOLVED' },
    });
    expect(await world.json(['incident', 'resolve', key, '--confirm'])).toMatchObject({ outcome: 'ALREADY' });
  });

  it('[G1.3] offers command, shows the brief and the checklist, and keeps it after all', async () => {
    const key = await declared('the vault is open');
    await world.json(['incident', 'ack', key]);
    expect(
      await world.json(['incident', 'hand-over', key, '--to', 'ben', '--note', 'I have to sleep', '--item', 'the keys']),
    ).toMatchObject({
      outcome: 'APPLIED',
      holder: { id: 'admin' },
    });
    expect(await world.json(['incident', 'show', key])).toMatchObject({
      commandOffer: { from: { id: 'admin' }, to: { id: 'ben' }, checklist: ['the keys'], acceptBy: INSTANT },
    });
    expect((await world.tocsin(['incident', 'show', key])).stdout).toContain('[ ] the keys');
    expect(await world.tocsin(['incident', 'accept-command', key, '--tick-all'])).toMatchObject({ code: 5, stdout: '' });
    expect((await world.tocsin(['incident', 'withdraw-hand-over', key])).stdout).toBe(`${key}: the offer is withdrawn, you have command\n`);
    expect(await world.tocsin(['incident', 'decline-command', key])).toMatchObject({ code: 3, stdout: '' });
  });

  it('[G2.5] drafts, publishes and discards what the public is told, and shows the page', async () => {
    const key = await declared('checkout is slow');
    expect(await world.json(['status', 'list', key])).toMatchObject({
      posts: [{ id: `${key}/post/1`, state: 'DRAFT', phase: 'INVESTIGATING' }],
    });
    const drafted = await world.json(['status', 'draft', key, '--phase', 'identified', '--text', 'A bad deploy.', '--component', 'api']);
    expect(drafted).toMatchObject({ outcome: 'APPLIED', incident: { statusPosts: [{}, { text: 'A bad deploy.', components: ['api'] }] } });
    expect(await world.json(['status', 'publish', key, '--command-id', 'tell'])).toMatchObject({ outcome: 'APPLIED', commandId: 'tell' });
    expect((await world.tocsin(['status', 'publish', key, '--post', `${key}/post/2`])).stdout).toBe(`${key}: it is so already\n`);
    expect(await world.json(['status', 'discard', key])).toMatchObject({ outcome: 'APPLIED' });
    const nothing = await world.tocsin(['status', 'publish', key]);
    expect(nothing.code).not.toBe(0);
    expect(nothing.stderr).toContain(`tocsin status draft ${key}`);
    const page = async (): Promise<string> => await (await fetch(`${world.runtime()['apiUrl'] ?? ''}/status`)).text();
    expect(await waitUntil(async () => (await page()).includes('A bad deploy.'), 20_000)).toBe(true);
    expect(await world.json(['status', 'list'])).toMatchObject({ statusPage: { indicator: 'MAJOR', ongoing: [key] } });
  });

  it('[G2.6] adds what is to be done, lists it, gives it to somebody else, and says when it is done', async () => {
    const declared = await world.json(['incident', 'declare', 'payments', '--title', 'to be learnt from', '--severity', '4']);
    const { key } = declared['incident'] as { key: string };
    const add = ['follow-up', 'add', key, 'alert on the pool', '--class', 'preventive'];
    expect((await world.tocsin(add)).code).toBe(2);
    const added = await world.tocsin([...add, '--owner', 'ben']);
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('follow-up 1 is ben’s')]);
    expect(await world.json(['follow-up', 'list', '--owner', 'ben'])).toMatchObject({
      followUps: [{ id: `${key}/follow-up/1`, title: 'alert on the pool', class: 'PREVENTIVE', status: 'OPEN', ticket: null }],
    });
    const later = ['--due', '2036-01-01T00:00:00Z', '--reason', 'the vendor is late'];
    expect((await world.tocsin(['follow-up', 'reschedule', key, '1', ...later])).code).toBe(2);
    await world.json(['follow-up', 'assign', key, '1', '--to', 'chloe']);
    expect((await world.tocsin(['follow-up', 'done', key, '1'])).stdout).toContain('follow-up 1 is done');
    expect(await world.json(['follow-up', 'list', '--owner', 'chloe'])).toEqual({ followUps: [], after: null });
    expect((await world.tocsin(['postmortem', 'show', key])).code).toBe(3);
  });

  it('shows an incident whole: state, holder, next, pages and timeline', async () => {
    const { incident: key } = await world.json(['alert', 'send', 'payments', '--dedup-key', 'first']);
    const number = String(key).slice(4);
    const shown = await world.json(['incident', 'show', number]);
    expect(shown).toMatchObject({
      key,
      service: { id: 'payments' },
      nextDeadlineAt: INSTANT,
      availableActions: expect.arrayContaining(['ACKNOWLEDGE']) as unknown,
    });
    expect(shown['pages']).toEqual(expect.arrayContaining([expect.objectContaining({ person: await onCall() })]));
    expect((shown['timeline'] as { seq: number }[]).map((entry) => entry.seq)).toEqual(
      (shown['timeline'] as unknown[]).map((_, index) => index + 1),
    );
    const { stdout } = await world.tocsin(['incident', 'show', number]);
    expect(stdout).toMatch(/holder +nobody yet\n +next +\d\d:\d\d:\d\dZ \(in \d+ min\): unless somebody has it, the next step is paged/);
  });

  it('lists open incidents, over them all only when asked, in pages', async () => {
    await declared('one more');
    const open = await world.json(['incident', 'list', '--service', 'payments', '--limit', '1']);
    expect(open).toMatchObject({ incidents: [{ title: 'one more', test: false, holder: null }], after: expect.any(String) as unknown });
    const next = await world.json(['incident', 'list', '--service', 'payments', '--limit', '1', '--after', String(open['after'])]);
    expect(next['incidents']).not.toEqual(open['incidents']);
    const all = await world.json(['incident', 'list', '--all', '--service', 'wallet']);
    expect(all['incidents']).toEqual([expect.objectContaining({ status: 'RESOLVED' })]);
    expect((await world.json(['incident', 'list', '--service', 'wallet']))['incidents']).toEqual([]);
    const { stdout } = await world.tocsin(['incident', 'list', '--severity', 'sev2', '--service', 'payments']);
    expect(stdout).toMatch(/^INCIDENT +SEV +STATUS +SERVICE +HOLDER +AGE +ALERTS +TITLE\nINC-/);
  });

  it('declares once per key, and marks tests and restricted ones', async () => {
    const args = [
      'incident',
      'declare',
      'payments',
      '--title',
      'twice',
      '--severity',
      'SEV3',
      '--dedup-key',
      'k',
      '--test',
      '--restricted',
    ];
    const first = await world.json(args);
    expect(first).toMatchObject({
      created: true,
      incident: { severity: 'SEV3', test: true, visibility: 'RESTRICTED' },
      url: expect.stringMatching(/\/incidents\/INC-\d+$/) as unknown,
    });
    expect(await world.json(args)).toMatchObject({ created: false, incident: { key: (first['incident'] as { key: string }).key } });
    expect((await world.tocsin(['incident', 'declare', 'nope', '--title', 'x', '--severity', '1'])).code).toBe(4);
    expect((await world.tocsin(['incident', 'declare', 'payments', '--title', 'x', '--severity', '9'])).code).toBe(2);
  });

  it('keeps hostile titles from steering the terminal, and uses no colours where no terminal reads', async () => {
    const key = await declared('evil \u001b[31mred\u0007\u202e\r\nINC-1 RESOLVED');
    for (const args of [['list'], ['show', key]]) {
      const { stdout } = await world.tocsin(['incident', ...args]);
      expect(stdout).toContain('evil');
      expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
      expect(stdout).not.toMatch(/^INC-1 RESOLVED/m);
    }
  });

  it('watches: what is open, then each change, one JSON object a line, until Ctrl-C', async () => {
    const key = await declared('to be watched');
    const watching = world.begin(['incident', 'watch', key, '--json']);
    const lines: { key: string; holder: { id: string } | null }[] = [];
    const seen = (async () => {
      for await (const line of createInterface({ input: watching.stdout ?? process.stdin })) {
        lines.push(JSON.parse(line) as (typeof lines)[number]);
        if (lines.length === 1) await world.json(['incident', 'ack', key]);
        if (lines.at(-1)?.holder?.id === 'admin') watching.kill('SIGINT');
      }
    })();
    const [code] = await once(watching, 'exit');
    await seen;
    expect(code).toBe(0);
    expect(lines[0]).toMatchObject({ key, holder: null });
    expect(lines.every((line) => line.key === key)).toBe(true);
  });

  it('[G1.1] says who is on call, now and at any instant', async () => {
    expect(await world.json(['oncall', 'secondary', '--at', '2026-12-24T23:00:00+01:00'])).toEqual({
      onCall: [
        {
          schedule: 'secondary',
          person: { id: 'ben', name: 'Ben Castillo', timezone: 'America/New_York' },
          from: '2026-12-21T14:00:00.000Z',
          to: '2026-12-28T14:00:00.000Z',
          cover: false,
        },
      ],
    });
    expect((await world.tocsin(['oncall'])).stdout).toMatch(/^SCHEDULE +PERSON +NAME +FROM +UNTIL\non-call +/);
    expect((await world.tocsin(['oncall', 'nope'])).code).toBe(4);
    expect((await world.tocsin(['oncall', '--at', 'yesterday'])).code).toBe(2);
  });

  it('[G1.1] makes, lists, replaces and revokes calendar feeds, and prints the address alone', async () => {
    const made = await world.json(['oncall', 'feed', 'create', '--schedule', 'on-call']);
    const { id } = made['calendarFeed'] as { id: string };
    expect(made).toMatchObject({ url: expect.stringContaining(`/calendar/tcf_${id}_`) as unknown, calendarFeed: { schedule: 'on-call' } });
    expect(await (await fetch(String(made['url']))).text()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*SUMMARY:Ada Osei on call \(on-call\)/);
    const rotated = await world.tocsin(['oncall', 'feed', 'rotate', id]);
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http\S+\/calendar\/tcf_\S+\.ics\n$/) as unknown });
    expect([(await fetch(String(made['url']))).status, (await fetch(rotated.stdout.trim())).status]).toEqual([404, 200]);
    expect((await world.tocsin(['oncall', 'feed', 'list'])).stdout).toMatch(
      /^ID +OF +BY +MADE +READ +STATE\n\w+ +schedule on-call +admin .* live *\n/,
    );
    expect((await world.tocsin(['oncall', 'feed', 'revoke', id])).stdout).toBe(`${id} (schedule on-call) is void\n`);
    expect(await world.json(['oncall', 'feed', 'list'])).toMatchObject({ calendarFeeds: [{ id, revokedAt: INSTANT }] });
    expect(await world.json(['oncall', 'feed', 'create', '--person', 'ben'])).toMatchObject({ calendarFeed: { person: 'ben' } });
    const codes = [['--me'], ['--schedule', 'nope'], [], ['--me', '--person', 'ben']].map(
      async (flags) => (await world.tocsin(['oncall', 'feed', 'create', ...flags])).code,
    );
    expect(await Promise.all(codes)).toEqual([4, 4, 2, 2]); // the first: the administrator of this machine is nobody in the handbook
  });

  it('sends a test page over each method, and sees the acknowledgement by the link in the mail', async () => {
    const paging = world.begin(['page', 'chloe', '--test', '--wait', '40', '--json']);
    let output = '';
    paging.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = once(paging, 'exit');
    let link: string | undefined;
    const isMailed = await waitUntil(async () => (link = await world.linkInMail('[TEST] SEV1')) !== undefined, 20_000);
    expect({ isMailed, output }).toMatchObject({ isMailed: true });
    const pressed = await fetch(String(link).replace('?link=', '/acknowledge?link='), { method: 'POST' });
    expect(pressed.status).toBe(200);
    await ended;
    const verified = async () =>
      (await world.rows(`SELECT method FROM verified_methods WHERE person = 'chloe'`)).map(({ method }) => method);
    expect(await waitUntil(async () => (await verified()).length > 0, 20_000)).toBe(true);
    expect(await verified()).toEqual(['email']);
    const told = JSON.parse(output) as Record<string, unknown>;
    expect(told).toMatchObject({
      incident: KEY,
      person: 'chloe',
      acknowledged: true,
      sends: expect.arrayContaining([{ method: 'email', channel: 'email', status: 'SENT', error: null }]) as unknown,
    });
    expect(await world.json(['incident', 'show', String(told['incident'])])).toMatchObject({
      test: true,
      status: 'CANCELED',
      holder: { id: 'chloe' },
    });
  });

  it('gives up a test page that nobody acknowledges with code 1, and knows no strangers', async () => {
    expect(await world.json(['page', 'dan', '--test', '--wait', '1'], 1)).toMatchObject({ acknowledged: false, acknowledgedAfterMs: null });
    expect((await world.tocsin(['page', 'mallory', '--test'])).code).toBe(4);
    expect((await world.tocsin(['page', 'dan'])).code).toBe(2);
  });

  it('makes an integration, prints what to paste, rotates and revokes it', async () => {
    const made = await world.tocsin(['integration', 'create', 'alertmanager', '--name', 'prometheus']);
    const { apiUrl } = world.runtime();
    expect(made.stdout).toMatch(/^receivers:\n {2}- name: tocsin\n/);
    expect(made.stdout).toContain(`url: ${apiUrl}/ingest/alertmanager\n`);
    expect(made.stdout).toMatch(/credentials: tin_[0-9a-f]{10}_[0-9a-f]{40}\n/);
    const { integrations } = (await world.json(['integration', 'list'])) as { integrations: { id: string; name: string }[] };
    const id = integrations.find((one) => one.name === 'prometheus')?.id ?? '';
    expect(await world.json(['integration', 'rotate', id])).toMatchObject({
      secret: expect.stringMatching(/^tin_/) as unknown,
      integration: { name: 'prometheus', revokedAt: null },
    });
    expect((await world.tocsin(['integration', 'rotate', id])).code).toBe(3);
    expect(await world.json(['integration', 'revoke', id])).toMatchObject({ integration: { id, revokedAt: INSTANT } });
    expect((await world.tocsin(['integration', 'revoke', 'nope'])).code).toBe(4);
  });

  it('makes tokens that do what they say, until they are revoked', async () => {
    const { stdout } = await world.tocsin(['token', 'create', '--name', 'reader', '--role', 'viewer', '--tool', 'dashboard']);
    const secret = stdout.trim();
    expect(secret).toMatch(/^toc_[0-9a-f]+_[0-9a-f]+$/);
    const as = { TOCSIN_TOKEN: secret, TOCSIN_URL: String(world.runtime()['apiUrl']) };
    expect((await world.tocsin(['incident', 'list'], as)).code).toBe(0);
    expect((await world.tocsin(['token', 'create', '--name', 'x', '--role', 'admin'], as)).code).toBe(5);
    expect((await world.tocsin(['token', 'admin'], as)).code).toBe(5);
    const { tokens } = (await world.json(['token', 'list'])) as { tokens: { id: string; tool: string | null }[] };
    const id = tokens.find((one) => one.tool === 'dashboard')?.id ?? '';
    expect(await world.json(['token', 'revoke', id])).toMatchObject({ token: { id, revokedAt: INSTANT } });
    const { code, stderr } = await world.tocsin(['incident', 'list', '--json'], { ...as, TOCSIN_TOKEN: `${secret}0` });
    expect({ code, error: (JSON.parse(stderr) as { error: { code: string } }).error.code }).toEqual({ code: 5, error: 'UNAUTHENTICATED' });
  });

  it('re-issues the admin token on the machine of the server, and uses it from then on', async () => {
    writeFileSync(join(world.dataDir, 'admin-token'), 'lost\n');
    expect((await world.tocsin(['incident', 'list'])).code).toBe(5);
    expect((await world.tocsin(['token', 'admin'])).stdout).toMatch(/^toc_[0-9a-f]+_[0-9a-f]+\n$/);
    expect((await world.tocsin(['incident', 'list'])).code).toBe(0);
  });

  it('[I15] doctor finds everything in order here, says what to look at, and fails where nothing runs', async () => {
    const { ok, checks } = (await world.json(['doctor'])) as { ok: boolean; checks: { name: string; status: string; fix?: string }[] };
    expect(ok).toBe(true);
    const statusOf = Object.fromEntries(checks.map((check) => [check.name, check.status]));
    expect(statusOf).toMatchObject({
      server: 'ok',
      token: 'ok',
      PostgreSQL: 'ok',
      Temporal: 'ok',
      namespace: 'ok',
      worker: 'ok',
      deadlines: 'ok',
      outbox: 'ok',
    });
    expect(statusOf).toMatchObject({ 'public URL': 'warn', mail: 'warn', people: 'warn', addresses: 'warn' });
    expect(checks.filter((check) => check.status !== 'ok' && (check.fix ?? '') === '')).toEqual([]);
    const dead = await world.tocsin(['doctor'], { TOCSIN_DATA_DIR: join(world.dataDir, 'nowhere') });
    expect(dead).toMatchObject({ code: 1, stdout: expect.stringMatching(/✗ fail +server +no Tocsin runs from/) as unknown });
  });

  it('says what is wrong with a command on stderr alone: 2 for a mistake, 4 for what is not there, 6 for nobody there', async () => {
    expect(await world.tocsin(['incident', 'lst'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Did you mean list?') as unknown,
    });
    expect(await world.tocsin(['incident', 'show', 'INC-999999'])).toMatchObject({ code: 4, stdout: '' });
    expect((await world.tocsin(['incident', 'show', 'banana'])).code).toBe(2);
    expect(await world.tocsin(['incident', 'list'], { TOCSIN_URL: 'http://127.0.0.1:9' })).toMatchObject({ code: 6, stdout: '' });
    expect((await world.tocsin(['incident', 'list'], { TOCSIN_DATA_DIR: join(world.dataDir, 'nowhere') })).code).toBe(6);
  });

  it('runs a role with its own exit code', async () => {
    expect(await world.tocsin(['migrate'])).toMatchObject({ code: 2, stderr: expect.stringContaining('DATABASE_URL') as unknown });
    const { databaseUrl, temporalAddress } = world.runtime();
    const known = {
      DATABASE_URL: String(databaseUrl),
      TEMPORAL_ADDRESS: String(temporalAddress),
      TOCSIN_LINK_SECRET: 'a secret of at least thirty-two bytes',
    };
    expect((await world.tocsin(['migrate'], known)).code).toBe(0);
  });
});
