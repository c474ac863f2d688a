import { get, hiddenFields, post, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld, STARTED } from './page-world.js';

let world: PageWorld;
let ada: string;
beforeAll(async () => {
  world = await pageWorld();
  ada = await world.signIn('ada');
});
afterAll(async () => {
  await world?.close();
});
beforeEach(() => {
  world.setNow(NIGHT);
  world.incidents.received.length = 0;
});

const begin = (): Promise<string> => world.incidents.begin({ at: STARTED });

/** Fills the form `segment` of the page in, and sends it. */
async function submit(key: string, segment: string, fields: Record<string, string> = {}, cookie = ada) {
  const page = await get(world, `/incidents/${key}`, { cookie });
  return await post(world, `/incidents/${key}/${segment}`, { ...hiddenFields(page.body, segment), ...fields }, { cookie });
}

describe('somebody signed in', () => {
  it('takes a token to the door and comes in with a cookie that scripts and other sites cannot use', async () => {
    const token = await world.token('ben');
    const entered = await post(world, '/sign-in', { token, next: '/incidents?state=all' });
    expect([entered.status, entered.location]).toEqual([303, '/incidents?state=all']);
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^tocsin_session=tos_[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    expect(cookie).not.toContain(token);
    expect((await get(world, '/incidents', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200);
  });

  it('is turned away with a wrong token, and is led nowhere but to our own pages', async () => {
    const wrong = await post(world, '/sign-in', { token: 'toc_wrong_token' });
    expect([wrong.status, textOf(wrong.body)]).toEqual([401, expect.stringContaining('This token is not valid.')]);
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example']) {
      expect((await post(world, '/sign-in', { token: await world.token('ben'), next })).location).toBe('/incidents');
    }
  });

  it('comes back to the incident after signing in', async () => {
    const key = await begin();
    expect((await get(world, `/incidents/${key}`)).location).toBe(`/sign-in?next=%2Fincidents%2F${key}`);
    expect((await get(world, '/incidents')).location).toBe('/sign-in');
    expect((await get(world, '/')).location).toBe('/incidents');
  });

  it('signs out for good', async () => {
    const cookie = await world.signIn('chloe');
    const fields = hiddenFields((await get(world, '/incidents', { cookie })).body, 'sign-out');
    expect((await post(world, '/sign-out', fields, { cookie })).headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await get(world, '/incidents', { cookie })).status).toBe(303);
  });

  it.each([
    ['add-note', { text: 'rolled back 4711' }, { kind: 'addNote', text: 'rolled back 4711' }],
    [
      'assess',
      { impact: 'no card payments', services: 'payments, wallet', usersAffected: '1200' },
      { kind: 'assess', impact: 'no card payments', services: ['payments', 'wallet'], usersAffected: 1200 },
    ],
    ['classify', { severity: 'SEV1' }, { kind: 'classify', severity: 'SEV1' }],
    ['set-status', { status: 'IDENTIFIED', text: 'a bad deploy' }, { kind: 'setStatus', status: 'IDENTIFIED', text: 'a bad deploy' }],
    ['snooze', { minutes: '30' }, { kind: 'snooze', minutes: 30 }],
    ['add-responders', { people: 'chloe' }, { kind: 'addResponders', people: ['chloe'] }],
    ['reassign', { to: 'ben', reason: 'knows it best' }, { kind: 'reassign', to: 'ben', reason: 'knows it best' }],
    ['escalate-now', {}, { kind: 'escalateNow' }],
    ['adopt-policy', { reason: 'too slow' }, { kind: 'adoptPolicy', reason: 'too slow' }],
    ['resolve', { text: 'rolled back' }, { kind: 'resolve', text: 'rolled back' }],
    ['cancel', { reason: 'a drill' }, { kind: 'cancel', reason: 'a drill' }],
    ['acknowledge', {}, { kind: 'acknowledge' }],
  ] as [string, Record<string, string>, object][])('can %s by its form', async (segment, fields, command) => {
    const key = await begin();
    world.incidents.running = { ...world.incidents.running, versionId: 2 };
    const sent = await submit(key, segment, fields);
    expect([sent.status, world.incidents.received.map((one) => one.command)]).toEqual([303, [command]]);
    expect(world.incidents.received[0]?.by).toEqual({ person: 'ada', via: 'PAGE', verified: true });
    const after = await get(world, sent.location, { cookie: ada });
    expect(after.body).toContain('class="notice good"');
  });

  it('can give back what they hold, and reopen what was resolved', async () => {
    const key = await begin();
    await submit(key, 'acknowledge');
    expect((await submit(key, 'unacknowledge', { reason: 'on a train' })).status).toBe(303);
    await submit(key, 'resolve');
    expect((await submit(key, 'reopen', { reason: 'it is back' })).status).toBe(303);
    expect(world.incidents.state(key).status).toBe('INVESTIGATING');
  });

  it('reads why a command was refused beside its form, with what was typed', async () => {
    const key = await begin();
    await world.incidents.fires(key, NIGHT, [{ name: 'ErrorRateHigh', summary: 'x' }]);
    const refused = await submit(key, 'resolve', { text: 'I think it is "over" <now>' });
    expect(refused.status).toBe(409);
    const form = /<details id="resolve" open>.*?<\/details>/s.exec(refused.body)?.[0] ?? '';
    expect(textOf(form)).toContain('1 alert is still firing');
    expect(form).toContain('value="I think it is &quot;over&quot; &lt;now&gt;"');
    const confirmed = { ...hiddenFields(refused.body, 'resolve'), text: 'sure', confirm: 'yes' };
    expect((await post(world, `/incidents/${key}/resolve`, confirmed, { cookie: ada })).status).toBe(303);
    expect(world.incidents.state(key).status).toBe('RESOLVED');
  });

  it('chooses a severity by the words of the guide, and must say why it is lowered', async () => {
    const key = await begin();
    const { body } = await get(world, `/incidents/${key}`, { cookie: ada });
    expect(textOf(body)).toContain('SEV1 Critical System completely down, no users can access platform');
    const refused = await submit(key, 'classify', { severity: 'SEV3' });
    expect([refused.status, textOf(refused.body)]).toEqual([422, expect.stringContaining('say why SEV1 becomes SEV3')]);
    expect(refused.body).toMatch(/value="SEV3" checked/);
  });

  it.each([
    ['add-note', { text: '' }, 'note is empty'],
    ['add-note', { text: 'x'.repeat(10_001) }, 'text is longer than 10000 characters'],
    ['assess', { impact: 'some', usersAffected: '-1' }, 'users affected must be a whole number'],
    ['assess', { impact: '\0' }, 'contains a NUL character'],
    ['classify', { severity: 'SEV0' }, 'severity must be one of SEV1 to SEV4'],
    ['set-status', { status: 'CLOSED' }, 'status must be one of'],
    ['snooze', { minutes: 'soon' }, 'minutes must be a number'],
    ['reassign', { to: '' }, 'to must name a person'],
    ['add-responders', { people: 'chloe, nobody-we-know' }, 'the handbook knows no nobody-we-know'],
    ['reassign', { to: 'constructor' }, 'the handbook knows no constructor'],
    ['cancel', { reason: '  ' }, 'say why this is no incident'],
  ] as [string, Record<string, string>, string][])('is told what is wrong with %s %j', async (segment, fields, reason) => {
    const refused = await submit(await begin(), segment, fields);
    expect([refused.status, textOf(refused.body)]).toEqual([422, expect.stringContaining(reason)]);
    expect(world.incidents.received).toEqual([]);
  });
});

describe('a made-up address', () => {
  it('cannot say that something was done', async () => {
    const { body } = await get(world, `/incidents/${await begin()}?done=page-00000000-resolve&as=APPLIED`, { cookie: ada });
    expect(body).not.toContain('class="notice');
  });
});

describe('a forged form', () => {
  it('does nothing without the key of the session, or when another site sent it', async () => {
    const key = await begin();
    const path = `/incidents/${key}/acknowledge`;
    const fields = hiddenFields((await get(world, `/incidents/${key}`, { cookie: ada })).body, 'acknowledge');
    const bens = hiddenFields((await get(world, `/incidents/${key}`, { cookie: await world.signIn('ben') })).body, 'acknowledge');
    const attempts = [
      await post(world, path, {}, { cookie: ada }),
      await post(world, path, { ...fields, formKey: bens['formKey'] ?? '' }, { cookie: ada }),
      await post(world, path, fields, { cookie: ada, 'sec-fetch-site': 'cross-site' }),
      await post(world, path, fields, { cookie: ada, 'sec-fetch-site': 'same-site' }),
      await post(world, path, fields, { cookie: ada, origin: 'https://evil.example' }),
      await post(world, '/sign-out', {}, { cookie: ada }),
    ];
    expect(attempts.map((one) => one.status)).toEqual([403, 403, 403, 403, 403, 403]);
    expect(world.incidents.received).toEqual([]);
    expect((await post(world, path, fields, { cookie: ada, origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });
});

describe('[I10] a restricted incident', () => {
  it('does not exist for those who were not called to it: same status, same words, also when they act', async () => {
    const key = await world.incidents.begin({ at: STARTED, visibility: 'RESTRICTED', title: 'Keys leaked' });
    const chloe = await world.signIn('chloe');
    const [hidden, missing] = [
      await get(world, `/incidents/${key}`, { cookie: chloe }),
      await get(world, '/incidents/INC-9999', { cookie: chloe }),
    ];
    expect(hidden.status).toBe(404);
    expect(hidden.body).toBe(missing.body);
    const fields = hiddenFields((await get(world, `/incidents/${await begin()}`, { cookie: chloe })).body, 'acknowledge');
    expect((await post(world, `/incidents/${key}/acknowledge`, fields, { cookie: chloe })).status).toBe(404);
    expect((await get(world, '/incidents', { cookie: chloe })).body).not.toContain('Keys leaked');
    expect(world.incidents.received).toEqual([]);
  });

  it('is there for those who were called, and for administrators', async () => {
    const key = await world.incidents.begin({ at: STARTED, visibility: 'RESTRICTED', title: 'Keys leaked' });
    for (const cookie of [ada, await world.signIn('root', 'ADMIN')]) {
      expect(textOf((await get(world, `/incidents/${key}`, { cookie })).body)).toContain('Restricted');
      expect((await get(world, '/incidents', { cookie })).body).toContain('Keys leaked');
    }
  });
});

describe('a viewer', () => {
  it('reads, and is neither offered nor allowed to act', async () => {
    const key = await begin();
    const cookie = await world.signIn('dan', 'VIEWER');
    const { body } = await get(world, `/incidents/${key}`, { cookie });
    expect(body).not.toContain(`action="/incidents/`);
    const formKey = hiddenFields(body, 'sign-out')['formKey'] ?? '';
    expect((await post(world, `/incidents/${key}/acknowledge`, { formKey }, { cookie })).status).toBe(403);
    expect(world.incidents.received).toEqual([]);
  });
});

describe('the list', () => {
  it('shows open incidents worst first, and all of them page by page', async () => {
    for (let i = 0; i < 60; i += 1)
      await world.incidents.begin({ at: STARTED, severity: i % 2 === 0 ? 'SEV3' : 'SEV2', title: `bulk ${i}` });
    const open = (await get(world, '/incidents', { cookie: ada })).body;
    const severities = [...open.matchAll(/class="sev (SEV\d)"/g)].map((found) => found[1]);
    expect(severities).toEqual([...severities].sort());
    const seen = new Set<string>();
    for (let path = '/incidents?state=all'; path !== ''; ) {
      const { body } = await get(world, path, { cookie: ada });
      const keys = [...body.matchAll(/href="\/incidents\/(INC-\d+)"/g)].map((found) => found[1] ?? '');
      expect(keys.some((one) => seen.has(one))).toBe(false);
      for (const one of keys) seen.add(one);
      path = (/<a href="([^"]*after=[^"]*)">More/.exec(body)?.[1] ?? '').replaceAll('&amp;', '&');
    }
    const { rows } = await world.incidents.pool.query<{ count: string }>(
      `SELECT count(*) FROM incidents i WHERE i.visibility <> 'RESTRICTED' OR i.snapshot -> 'engaged' ? 'ada'`,
    );
    expect(seen.size).toBe(Number(rows[0]?.count));
  });

  it('is told that there is no such thing, never of a fault of ours, whatever stands in the address', async () => {
    const key = await begin();
    for (const odd of [
      '%00',
      `${key}%00`,
      `${key}%0d%0aX-Evil:%201`,
      '..%2f..%2fetc',
      'x'.repeat(90),
      '__proto__',
      'INC-99999999999999999999',
    ]) {
      const { status, headers } = await get(world, `/incidents/${odd}`, { cookie: ada });
      expect([odd, status, headers.get('x-evil')]).toEqual([odd, 404, null]);
      expect((await post(world, `/incidents/${odd}/acknowledge`, {}, { cookie: ada })).status).toBe(403);
    }
    for (const query of ['done=%00&as=APPLIED', 'done=a%0d%0ab&as=APPLIED', 'before=99999999999', 'before=%00', 'done[]=x&as[]=y'])
      expect([query, (await get(world, `/incidents/${key}?${query}`, { cookie: ada })).status]).toEqual([query, 200]);
  });
});
