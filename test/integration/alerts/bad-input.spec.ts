import { connect } from 'node:net';
import { notification, said } from '../../support/alertmanager.js';
import { msOf, tenfold } from '../timing.js';
import { type IngestWorld, ingestWorld } from './ingest-world.js';

const MB = 1024 * 1024;
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const withLabels = (json: string): string => JSON.stringify(notification(said())).replace(/"labels":\{/, `"labels":{${json},`);

describe('bad input is refused precisely or accepted and marked', () => {
  let world: IngestWorld;
  let key: string;
  beforeAll(async () => {
    world = await ingestWorld();
    key = await world.key('alertmanager');
  });
  afterAll(async () => await world[Symbol.asyncDispose]());

  const send = (body: unknown) => world.post(`/ingest/alertmanager/${key}`, body);
  const problemsOf = async (eventId: unknown) =>
    (await world.rows('SELECT problems FROM alert_events WHERE id = $1', eventId))[0]?.['problems'];

  const refused: readonly [string, unknown, string][] = [
    ['no body', '', 'body'],
    ['malformed JSON', '{"version": "4", "alerts": [', 'body'],
    ['JSON that is no object', '7', 'body'],
    ['null', 'null', 'body'],
    ['an older version', { ...notification(said()), version: '3' }, 'version'],
    ['no alerts', notification(), 'alerts'],
    ['alerts that are no list', { version: '4', alerts: {} }, 'alerts'],
    ['JSON 10 000 levels deep', deep(10_000), 'body'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), 'body'],
  ];
  it.each(refused)('refuses %s', async (_what, body, field) => {
    expect(await send(body)).toMatchObject({
      status: 400,
      json: { code: 'MALFORMED_PAYLOAD', field, detail: expect.stringContaining(field) },
    });
  });

  it('refuses 17 MB', async () => {
    expect(await send(Buffer.alloc(17 * MB, 0x20))).toMatchObject({ status: 413, json: { code: 'PAYLOAD_TOO_LARGE' } });
  });

  it('refuses an endless body without a declared length', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(world.url);
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST /ingest/alertmanager/${key} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`);
        for (let n = 0; n < 17; n += 1) socket.write(`${MB.toString(16)}\r\n${' '.repeat(MB)}\r\n`);
      });
      socket.once('data', (data) => resolve(data.toString()));
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    ['no key', ''],
    ['text that is no key', 'x'],
    ['a hostile key', encodeURIComponent(`'; drop table alerts; --\u0000`)],
    ['a key that was never made', `tin_0000000000_${'0'.repeat(40)}`],
  ])('does not know a sender with %s', async (_what, secret) => {
    expect(await world.post(`/ingest/alertmanager/${secret}`, notification(said()))).toMatchObject({
      status: 401,
      json: { code: 'UNKNOWN_INTEGRATION_KEY' },
    });
  });

  it('does not take the key of another kind of sender', async () => {
    expect((await world.post(`/ingest/alertmanager/${await world.key('pagerduty')}`, notification(said()))).status).toBe(401);
  });

  const marked: readonly [string, string, string][] = [
    ['NUL', withLabels('"a":"x\\u0000y"'), 'alerts[0].labels.a'],
    ['half a surrogate pair', withLabels('"a":"\\ud800"'), 'alerts[0].labels.a'],
    ['a number beyond every number', withLabels('"a":1e309'), 'alerts[0].labels.a'],
    ['a label 10 000 levels deep', withLabels(`"a":${deep(10_000)}`), 'alerts[0].labels.a'],
    ['a label of a megabyte', withLabels(`"a":"${'x'.repeat(MB)}"`), 'alerts[0].labels.a'],
    ['a label name of a megabyte', withLabels(`"${'x'.repeat(MB)}":"a"`), `alerts[0].labels.${'x'.repeat(64)} (name)`],
    ['a date that is none', JSON.stringify(notification({ ...said(), startsAt: 'yesterday' })), 'alerts[0].startsAt'],
    ['a date in the year 275760', JSON.stringify(notification({ ...said(), startsAt: '+275760-09-13T00:00:00Z' })), 'alerts[0].startsAt'],
    ['labels that are a list', JSON.stringify(notification({ ...said(), labels: [] })), 'alerts[0].labels'],
    ['alerts that the sender left out', JSON.stringify({ ...notification(said()), truncatedAlerts: 3 }), 'truncatedAlerts'],
  ];
  it.each(marked)('accepts and marks %s', async (_what, body, field) => {
    const answer = await send(body);
    expect(answer).toMatchObject({ status: 202, json: { accepted: 1, refused: 0 } });
    expect(await problemsOf(answer.json['eventId'])).toEqual(expect.arrayContaining([{ field, reason: expect.any(String) }]));
  });

  const labels = (count: number): string => withLabels(Array.from({ length: count }, (_, n) => `"l${n}":""`).join(','));

  it('refuses a million labels without a stall', async () => {
    const refusal = { status: 400, json: { code: 'LIMIT_EXCEEDED', detail: expect.stringContaining('members') } };
    const [tenth, all] = [labels(100_000), labels(1_000_000)];
    const ms = await msOf(async () => expect(await send(tenth)).toMatchObject(refusal));
    expect(await msOf(async () => expect(await send(all)).toMatchObject(refusal))).toBeLessThan(Math.max(2_000, tenfold(ms)));
  });

  it('refuses 16 MB of brackets', async () => {
    expect(await send(deep(8_000_000))).toMatchObject({
      status: 400,
      json: { code: 'LIMIT_EXCEEDED', detail: expect.stringContaining('levels') },
    });
  });

  it('accepts ten thousand labels, keeps 64, and says so', async () => {
    const answer = await send(labels(10_000));
    expect(answer.status).toBe(202);
    expect(await problemsOf(answer.json['eventId'])).toEqual([{ field: 'alerts[0].labels', reason: expect.stringContaining('64') }]);
  });

  it('keeps __proto__ and constructor as harmless labels', async () => {
    await send(withLabels('"__proto__":"p","constructor":"c"').replace('ErrorRateHigh-a', 'proto'));
    const [row] = await world.rows(
      `SELECT labels->>'__proto__' AS proto, labels->>'constructor' AS made FROM alerts WHERE dedup_key = 'proto'`,
    );
    expect(row).toEqual({ proto: 'p', made: 'c' });
    expect(({} as Record<string, unknown>)['p']).toBeUndefined();
  });

  it('[I12] uses the good alerts beside bad ones and keeps the reason of each', async () => {
    const answer = await send(notification(said({ instance: 'good-1' }), { status: 'exploded' }, null, 7, said({ instance: 'good-2' })));
    expect(answer).toMatchObject({ status: 202, json: { accepted: 2, refused: 3 } });
    const problems = (await problemsOf(answer.json['eventId'])) as { field: string }[];
    expect(problems.map((problem) => problem.field)).toEqual(['alerts[1].status', 'alerts[2]', 'alerts[3]']);
  });

  it('[I1] [I12] loses nothing of the good that comes at the same time, and never answers with a fault of ours', async () => {
    const good = (n: number): string => `ErrorRateHigh-beside-${n}`;
    const hostile = [...refused.map(([, body]) => body), ...marked.map(([, body]) => body), labels(200_000), deep(1_000_000)];
    const bodies = hostile.flatMap((body, n) => [body, notification(said({ instance: `beside-${n}` }))]);
    const answers = await Promise.all(bodies.map(send));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.filter((_, n) => n % 2 === 1).map(({ status }) => status)).toEqual(hostile.map(() => 202));
    const kept = await world.rows(`SELECT dedup_key FROM alerts WHERE dedup_key LIKE 'ErrorRateHigh-beside-%'`);
    expect(kept.map((row) => row['dedup_key']).sort()).toEqual(hostile.map((_, n) => good(n)).sort());
  });

  it('shows hostile texts nowhere in a link', async () => {
    await send(notification({ ...said({ instance: 'evil' }), generatorURL: 'javascript:alert(1)' }));
    expect(await world.rows(`SELECT source_url FROM alerts WHERE dedup_key = 'ErrorRateHigh-evil'`)).toEqual([{ source_url: null }]);
  });

  it('keys of any length identify alerts', async () => {
    const long = 'k'.repeat(100_000);
    await send(notification({ ...said(), fingerprint: `${long}1` }, { ...said(), fingerprint: `${long}2` }));
    expect(await world.rows(`SELECT count(*)::int AS n FROM alerts WHERE dedup_key LIKE 'sha256:%'`)).toEqual([{ n: 2 }]);
  });

  it('counts what it refused', async () => {
    const metrics = await world.registry.metrics();
    for (const reason of ['malformed_payload', 'payload_too_large', 'unknown_key', 'unreadable_alert']) {
      expect(metrics).toMatch(new RegExp(`tocsin_ingest_refused_total\\{reason="${reason}"\\} [1-9]`));
    }
  });
});
