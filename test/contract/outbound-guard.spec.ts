import { createServer, type Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import { createOutbound, type OutboundSettings, type Resolve } from '../../services/integrations/http/outbound-guard.js';
import { startBrokenProvider } from '../support/broken-provider.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receivers.js';
import { IN_TIME_MS, limitFor, PATIENCE_MS, SHORT_MS } from './limits.js';

const policy = { alsoAllow: ['loopback'] } as const;
const PUBLIC_ONLY = { alsoAllow: [] } as const;

/** Answers each look-up with the next list; the last one again and again. Counts. */
function resolver(...answers: readonly (readonly string[])[]): { readonly resolve: Resolve; asked(): number } {
  let asked = 0;
  const resolve: Resolve = () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? []);
  return { resolve, asked: () => asked };
}

const post = (url: string, settings: Partial<OutboundSettings> = {}) =>
  createOutbound({ policy, timeoutMs: PATIENCE_MS, ...settings })({ url, headers: { 'x-a': 'b' }, body: '{}' });

describe('the outbound guard', () => {
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    receiver = await startWebhookReceiver();
  });
  afterEach(() => receiver.close());

  it('posts to an address that is allowed, under the name that was asked for', async () => {
    const { resolve } = resolver(['127.0.0.1']);
    const answer = await post(`http://hooks.example:${receiver.port}/x?y=1`, { resolve });
    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
    expect(receiver.received).toMatchObject([
      { method: 'POST', path: '/x?y=1', body: '{}', headers: { host: `hooks.example:${receiver.port}`, 'x-a': 'b' } },
    ]);
  });

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0',
    '①②⑦.⓪.⓪.①',
    '127.0.0.1.',
  ])('does not reach this machine as %s', async (host) => {
    const answer = await post(`http://${host}:${receiver.port}/`, { policy: PUBLIC_ONLY });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'REFUSED' } });
    expect(receiver.received).toHaveLength(0);
  });

  it('does not reach this machine by its name', async () => {
    expect(await post(`http://localhost:${receiver.port}/`, { policy: PUBLIC_ONLY })).toMatchObject({
      ok: false,
      error: { kind: 'REFUSED' },
    });
    expect(receiver.received).toHaveLength(0);
  });

  it.each([
    ['private', ['10.0.0.7']],
    ['metadata', ['169.254.169.254']],
    ['mapped', ['::ffff:127.0.0.1']],
    ['loopback among public ones', ['93.184.215.14', '127.0.0.1']],
    ['private after the allowed one', ['127.0.0.1', '192.168.0.1']],
  ])('refuses a name that leads to an address that is %s', async (_what, addresses) => {
    const policyHere = addresses[0] === '127.0.0.1' ? policy : PUBLIC_ONLY;
    const answer = await post(`http://hooks.example:${receiver.port}/`, { policy: policyHere, ...resolver(addresses) });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'REFUSED', reason: expect.stringContaining('hooks.example') } });
    expect(receiver.received).toHaveLength(0);
  });

  it('connects to what it checked, though the name leads elsewhere a moment later', async () => {
    const rebinding = resolver(['127.0.0.1'], ['10.0.0.7']);
    const answer = await post(`http://rebind.example:${receiver.port}/`, { resolve: rebinding.resolve });
    expect(answer.ok).toBe(true);
    expect(rebinding.asked()).toBe(1);
    expect(receiver.received).toHaveLength(1);
    expect(await post(`http://rebind.example:${receiver.port}/`, { resolve: rebinding.resolve })).toMatchObject({
      ok: false,
      error: { kind: 'REFUSED' },
    });
    expect(receiver.received).toHaveLength(1);
  });

  it('does not follow a first answer that is public to the machine it names later', async () => {
    const rebinding = resolver(['192.0.2.1'], ['127.0.0.1']);
    expect(await post(`http://rebind.example:${receiver.port}/`, { policy: PUBLIC_ONLY, resolve: rebinding.resolve })).toMatchObject({
      ok: false,
    });
    expect(rebinding.asked()).toBe(1);
    expect(receiver.received).toHaveLength(0);
  });

  it.each([
    'ftp://hooks.example/',
    'file:///etc/passwd',
    'gopher://x/',
    'javascript:alert(1)',
    'data:text/plain,x',
    '//hooks.example/',
    'hooks.example',
    '',
    'http://',
    'http://u:p@hooks.example/',
    'http://u@hooks.example/',
  ])('does not take %p for a web address', async (url) => {
    expect(await post(url)).toMatchObject({ ok: false, error: { kind: 'REFUSED' } });
  });

  it('answers a redirect as it came, and follows none', async () => {
    const redirecting = await startWebhookReceiver({ answer: () => ({ status: 302, headers: { location: receiver.url } }) });
    expect(await post(redirecting.url)).toMatchObject({ ok: true, value: { status: 302 } });
    await redirecting.close();
    expect(receiver.received).toHaveLength(0);
  });

  it('counts the look-up into its time', async () => {
    const started = performance.now();
    const answer = await post('http://slow.example/', { timeoutMs: SHORT_MS, resolve: () => new Promise(() => {}) });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'TIMEOUT' } });
    expect(performance.now() - started).toBeLessThan(IN_TIME_MS);
  });

  it('says that a name which does not exist may exist later', async () => {
    const resolve: Resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await post('http://gone.example/', { resolve })).toEqual({
      ok: false,
      error: { kind: 'NETWORK', reason: 'the connection failed (ENOTFOUND)' },
    });
    expect(await post('http://gone.example/', { resolve: () => Promise.resolve([]) })).toMatchObject({
      ok: false,
      error: { kind: 'NETWORK' },
    });
  });

  it.each([
    ['HANGS', 'TIMEOUT'],
    ['DRIPS', 'TIMEOUT'],
    ['RESETS', 'NETWORK'],
    ['TALKS_GARBAGE', 'NETWORK'],
    ['GONE', 'NETWORK'],
  ] as const)('answers in time when the other side %s', async (breakage, kind) => {
    const provider = await startBrokenProvider(breakage, 'HTTP');
    const answer = await post(`http://127.0.0.1:${provider.port}/`, { timeoutMs: limitFor(breakage) });
    await provider.close();
    expect(answer).toMatchObject({ ok: false, error: { kind } });
  });

  it('refuses header values that HTTP cannot carry, instead of throwing', async () => {
    const send = createOutbound({ policy, timeoutMs: 1_000 });
    expect(await send({ url: receiver.url, headers: { 'webhook-id': 'a\r\nx-evil: 1' }, body: '' })).toMatchObject({
      ok: false,
      error: { kind: 'REFUSED' },
    });
    expect(receiver.received).toHaveLength(0);
  });
});

describe('a reply to the outbound guard', () => {
  const serve = async (answer: Parameters<typeof createServer>[1]): Promise<{ readonly url: string; readonly server: Server }> => {
    const server = createServer(answer);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { url: `http://127.0.0.1:${address.port}/`, server };
  };
  const stop = (server: Server): Promise<void> => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(() => closed()));
  };

  it('is read to 64 KB and no further, however much more comes', async () => {
    let cutOff: () => void;
    const isCutOff = new Promise<void>((resolve) => {
      cutOff = resolve;
    });
    const { url, server } = await serve((_request, reply) => {
      const pour = setInterval(() => reply.write('x'.repeat(16_384)), 1);
      reply.on('close', () => {
        clearInterval(pour);
        cutOff();
      });
    });
    const started = performance.now();
    const answer = await post(url);
    expect(performance.now() - started).toBeLessThan(IN_TIME_MS);
    expect(answer).toMatchObject({ ok: true, value: { status: 200, body: 'x'.repeat(65_536) } });
    await isCutOff; // by us, since the server is not stopped before
    await stop(server);
  });

  it.each([
    ['hangs after its head', 2 * SHORT_MS, () => {}],
    ['breaks after its head', PATIENCE_MS, (reply: import('node:http').ServerResponse) => setTimeout(() => reply.destroy(), 20)],
  ])('counts by its status when it %s', async (_what, timeoutMs, then) => {
    const { url, server } = await serve((_request, reply) => {
      reply.writeHead(202, { 'content-length': 100 }).write('part');
      then(reply);
    });
    const answer = await post(url, { timeoutMs });
    await stop(server);
    expect(answer).toMatchObject({ ok: true, value: { status: 202, body: 'part', isWhole: false } });
  });

  it.each([
    [
      'has endless headers',
      (reply: import('node:http').ServerResponse) => reply.socket?.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`),
    ],
    [
      'switches protocols',
      (reply: import('node:http').ServerResponse) =>
        reply.socket?.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    ],
  ])('is no answer when it %s', async (_what, write) => {
    const { url, server } = await serve((_request, reply) => void write(reply));
    const answer = await post(url);
    await stop(server);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'NETWORK' } });
  });
});
