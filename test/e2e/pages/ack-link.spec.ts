import { HOUR_MS, MINUTE_MS } from '../../../domain/instant.js';
import { waitUntil } from '../../../services/embedded/wait.js';
import { get, hiddenFields, post, press, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld, STARTED } from './page-world.js';

let world: PageWorld;
beforeAll(async () => {
  world = await pageWorld();
});
afterAll(async () => {
  await world?.close();
});
beforeEach(() => {
  world.setNow(NIGHT);
  world.incidents.worker = 'UP';
  world.incidents.received.length = 0;
});

const begin = (): Promise<string> => world.incidents.begin({ at: STARTED });

async function recorded(): Promise<unknown> {
  const counts = ['incidents', 'incident_events', 'incident_commands', 'pages', 'deliveries', 'alerts', 'sessions', 'audit_log'];
  const { rows } = await world.incidents.pool.query(
    `SELECT ${counts.map((table) => `(SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM ${table} t) AS ${table}`).join(', ')}`,
  );
  return rows[0];
}

describe('an ack link', () => {
  it('shows what broke, since when, who has it, and who is paged next and when', async () => {
    const key = await begin();
    const { status, body } = await get(world, world.link({ incidentKey: key, person: 'ben' }).path);
    expect(status).toBe(200);
    expect(textOf(body)).toContain('Nobody has it yet.');
    expect(textOf(body)).toMatch(
      /Next: Ben Castillo \( ?secondary ?\) is paged at 02:55 \(07:55 UTC\) ?, in 8 min unless somebody acknowledges\./,
    );
    expect(textOf(body)).toMatch(/since 02:40 \(07:40 UTC\) · 7 min/);
  });

  it('changes nothing by GET or HEAD, however often a mail scanner opens it', async () => {
    const { path, token } = world.link({ incidentKey: await begin() });
    const before = await recorded();
    for (let i = 0; i < 3; i += 1) await get(world, path);
    await get(world, path, { accept: '*/*' });
    await fetch(world.url + path, { method: 'HEAD' });
    await get(world, path.replace('?link', '/acknowledge?link'));
    await get(world, `${path}&done=page-00000000-acknowledge&as=APPLIED`);
    expect(token.length).toBeGreaterThan(40);
    expect(await recorded()).toEqual(before);
    expect(world.incidents.received).toEqual([]);
  });

  it('cannot be made to say that somebody has it when nobody has', async () => {
    const { path } = world.link({ incidentKey: await begin() });
    const { body } = await get(world, `${path}&done=page-00000000-acknowledge&as=APPLIED`);
    expect(textOf(body)).not.toContain('You have it');
    expect(textOf(body)).toContain('Nobody has it yet.');
  });

  it('acknowledges by its form as the person it was sent to, and says so', async () => {
    const key = await begin();
    const { path, token } = world.link({ incidentKey: key });
    const fields = hiddenFields((await get(world, path)).body, 'acknowledge');
    const posted = await post(world, `/incidents/${key}/acknowledge`, fields);
    expect(posted.status).toBe(303);
    expect(posted.location).toContain(`link=${token}`);
    expect(textOf((await get(world, posted.location)).body)).toContain('You have it.');
    expect(world.incidents.received[0]).toMatchObject({
      by: { person: 'ada', via: 'LINK', verified: true },
      command: { kind: 'acknowledge' },
    });
    expect(world.incidents.state(key).holder?.person).toBe('ada');
  });

  it('[G1.1] proves by a press, never by a look, that its contact method reaches the person, also when it is all over', async () => {
    const key = await begin();
    const proof = (method: string) => ({ method, address: 'f'.repeat(16) });
    const verified = async () =>
      (
        await world.incidents.pool.query<{ method: string }>(`SELECT method FROM verified_methods WHERE incident_key = $1 ORDER BY 1`, [
          key,
        ])
      ).rows;
    const [ntfy, email] = ['ntfy', 'email'].map((method) => world.link({ incidentKey: key, proof: proof(method) }).path);
    await get(world, ntfy ?? '');
    await press(world, world.link({ incidentKey: key }).path.replace('?', '/acknowledge?'));
    expect(await verified()).toEqual([]);
    await press(world, (ntfy ?? '').replace('?', '/acknowledge?'));
    expect(await waitUntil(async () => (await verified()).length === 1, 5_000)).toBe(true);
    await world.incidents.apply(key, { kind: 'resolve', by: { person: 'ben', via: 'API', verified: true } }, NIGHT);
    expect((await press(world, (email ?? '').replace('?', '/acknowledge?'))).body).toContain('This link is stale');
    expect(await waitUntil(async () => (await verified()).length === 2, 5_000)).toBe(true);
    expect(await verified()).toEqual([{ method: 'email' }, { method: 'ntfy' }]);
  });

  it('[G1.1] proves the same for somebody who is signed in while they press', async () => {
    const key = await begin();
    const { path } = world.link({ incidentKey: key, proof: { method: 'webhook', address: 'e'.repeat(16) } });
    const cookie = await world.signIn('ada');
    const fields = hiddenFields((await get(world, path, { cookie })).body, 'acknowledge');
    expect((await post(world, `/incidents/${key}/acknowledge`, fields, { cookie })).status).toBe(303);
    expect(world.incidents.received[0]?.by).toMatchObject({ person: 'ada', via: 'PAGE' });
    const verified = async () =>
      (await world.incidents.pool.query(`SELECT person, method FROM verified_methods WHERE incident_key = $1`, [key])).rows;
    expect(await waitUntil(async () => (await verified()).length === 1, 5_000)).toBe(true);
    expect(await verified()).toEqual([{ person: 'ada', method: 'webhook' }]);
  });

  it('acts once for a double press', async () => {
    const key = await begin();
    const fields = hiddenFields((await get(world, world.link({ incidentKey: key }).path)).body, 'acknowledge');
    const before = world.incidents.state(key).lastSeq;
    await Promise.all([post(world, `/incidents/${key}/acknowledge`, fields), post(world, `/incidents/${key}/acknowledge`, fields)]);
    expect(new Set(world.incidents.received.map((one) => one.commandId)).size).toBe(1);
    expect(world.incidents.state(key).lastSeq).toBe(before + 1);
  });

  it('[I6] tells the second person who has it already, and since when', async () => {
    const key = await begin();
    await press(world, world.link({ incidentKey: key }).path.replace('?', '/acknowledge?'));
    const late = world.link({ incidentKey: key, person: 'ben', step: 1 });
    const posted = await post(world, late.path.replace('?', '/acknowledge?'), {});
    expect(textOf((await get(world, posted.location)).body)).toContain('Ada Osei already has it (since 02:47 America/New_York)');
    expect(world.incidents.state(key).holder?.person).toBe('ada');
  });

  it('answers a lock-screen button in plain text', async () => {
    const key = await begin();
    const button = world.link({ incidentKey: key }).path.replace('?', '/acknowledge?');
    const first = await press(world, button);
    expect([first.status, first.body]).toEqual([200, `${key}: You have it.\n`]);
    expect(first.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await press(world, button)).body).toBe(`${key}: You have it.\n`);
  });

  it('still acknowledges after the ladder has moved on, but no longer declines', async () => {
    const key = await begin();
    const { path } = world.link({ incidentKey: key });
    world.setNow(STARTED + 20 * MINUTE_MS);
    await world.incidents.pass(key, STARTED + 20 * MINUTE_MS);
    const { body } = await get(world, path);
    expect(body).not.toContain('/decline"');
    const declined = await post(world, path.replace('?', '/decline?'), {});
    expect(declined.status).toBe(409);
    expect(textOf(declined.body)).toContain('has moved on since you were paged');
    await post(world, path.replace('?', '/acknowledge?'), {});
    expect(world.incidents.state(key).holder?.person).toBe('ada');
  });

  it('declines while its step is current, and the next person is paged', async () => {
    const key = await begin();
    const posted = await post(world, world.link({ incidentKey: key }).path.replace('?', '/decline?'), {});
    expect(posted.status).toBe(303);
    expect(world.incidents.received[0]?.command).toMatchObject({ kind: 'decline', step: 0, generation: 1 });
    expect(world.incidents.state(key).ladder).toMatchObject({ kind: 'STEP', step: 1 });
  });

  it('acts no more once the incident is resolved, and says so plainly', async () => {
    const key = await begin();
    const { path } = world.link({ incidentKey: key });
    await world.incidents.apply(key, { kind: 'resolve', by: { person: 'ben', via: 'API', verified: true } }, NIGHT);
    const { body } = await get(world, path);
    expect(textOf(body)).toContain('This link is stale: the incident was resolved at 07:47 Europe/London.');
    expect(body).not.toContain('<form');
    const posted = await post(world, path.replace('?', '/acknowledge?'), {});
    expect(textOf((await get(world, posted.location)).body)).toContain('This link is stale');
    expect((await press(world, path.replace('?', '/acknowledge?'))).body).toContain('This link is stale: the incident was resolved at');
    expect(world.incidents.received).toEqual([]);
  });

  it('is refused from its expiry on', async () => {
    const key = await begin();
    const { path } = world.link({ incidentKey: key, expiresAt: NIGHT + HOUR_MS });
    world.setNow(NIGHT + HOUR_MS);
    const shown = await get(world, path);
    expect([shown.status, textOf(shown.body)]).toEqual([410, expect.stringContaining('This link has expired')]);
    expect((await press(world, path.replace('?', '/acknowledge?'))).status).toBe(410);
    expect(world.incidents.received).toEqual([]);
  });

  it('is refused when tampered with, for another incident, and for anything but acknowledge and decline', async () => {
    const [key, other] = [await begin(), await begin()];
    const { path, token } = world.link({ incidentKey: key });
    expect((await get(world, `/incidents/${key}?link=${token.slice(0, -1)}`)).status).toBe(403);
    expect((await get(world, `/incidents/${key}?link=`)).status).toBe(303);
    expect((await get(world, path.replace(key, other))).status).toBe(403);
    expect((await get(world, path.replace(key, 'INC-9999'))).status).toBe(403);
    expect((await press(world, `/incidents/${other}/acknowledge?link=${token}`)).status).toBe(403);
    for (const segment of ['resolve', 'cancel', 'add-note', 'escalate-now', 'classify', 'reassign', 'snooze', 'unacknowledge']) {
      expect(
        (await post(world, path.replace('?', `/${segment}?`), { reason: 'x', text: 'x', severity: 'SEV1', to: 'ben', minutes: '5' }))
          .status,
      ).toBe(403);
    }
    expect(world.incidents.received).toEqual([]);
  });

  it('opens the page of a restricted incident for the person who was called to it', async () => {
    const key = await world.incidents.begin({ at: STARTED, visibility: 'RESTRICTED', title: 'Keys leaked' });
    expect((await get(world, world.link({ incidentKey: key }).path)).status).toBe(200);
  });

  it('keeps an acknowledgement that no worker takes, and says so', async () => {
    const key = await begin();
    world.incidents.worker = 'DOWN';
    const posted = await post(world, world.link({ incidentKey: key }).path.replace('?', '/acknowledge?'), {});
    expect(textOf((await get(world, posted.location)).body)).toContain('Kept: no worker answers now. It will be done once');
    expect((await press(world, world.link({ incidentKey: key }).path.replace('?', '/acknowledge?'))).body).toContain('PENDING');
  });

  it('offers the same press again when its fate is unknown', async () => {
    const key = await begin();
    const fields = hiddenFields((await get(world, world.link({ incidentKey: key }).path)).body, 'acknowledge');
    world.incidents.worker = 'BROKEN';
    const broken = await post(world, `/incidents/${key}/acknowledge`, fields);
    expect(broken.status).toBe(503);
    expect(hiddenFields(broken.body, 'acknowledge')).toEqual(fields);
  });
});
