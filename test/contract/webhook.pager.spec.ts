import { Webhook } from 'standardwebhooks';
import { createWebhookPager } from '../../services/integrations/webhook/webhook.pager.js';
import { type HttpAnswer, type ReceivedRequest, startWebhookReceiver } from '../support/receivers.js';
import { PATIENCE_MS } from './limits.js';
import { type Answer, type ArrivedPage, pageMessage, pagerContract } from './pager.contract.js';

const WITH_LOOPBACK = { alsoAllow: ['loopback'] } as const;
const secret = `whsec_${Buffer.from('thirty-two bytes for a test key!').toString('base64')}`;

const ANSWERS: Readonly<Record<Exclude<Answer, 'ACCEPTS'>, HttpAnswer>> = {
  KNOWS_NO_SUCH_ADDRESS: { status: 404 },
  IS_BUSY: { status: 429 },
  IS_BROKEN: { status: 500, body: 'stack trace with secrets' },
};

interface Delivered {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const deliveredOf = (request: ReceivedRequest): Delivered => JSON.parse(request.body) as Delivered;

function arrivedPage(request: ReceivedRequest): ArrivedPage {
  const { data } = deliveredOf(request);
  return {
    identity: request.headers['webhook-id'] ?? '',
    subject: String(data['subject']),
    body: Object.values(data)
      .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
      .join('\n'),
    link: String(data['link']),
    acknowledgeUrl: String(data['acknowledgeUrl']),
    names: [...Object.keys(request.headers), ...Object.keys(data)],
  };
}

const connect = (port: number, timeoutMs: number) => ({
  pager: createWebhookPager({ secret, policy: WITH_LOOPBACK, timeoutMs }),
  address: `http://127.0.0.1:${port}/pages?team=ops`,
  close: () => {},
});

pagerContract({
  channel: 'webhook',
  protocol: 'HTTP',
  startProvider: async (answer, port = 0) => {
    const receiver = await startWebhookReceiver(answer === 'ACCEPTS' ? { port } : { port, answer: () => ANSWERS[answer] });
    return { port: receiver.port, arrived: () => receiver.received.map(arrivedPage), close: receiver.close };
  },
  connect,
  impossibleAddresses: [
    '',
    'hooks.example/x',
    'ftp://hooks.example/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:password@hooks.example/',
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]/',
  ],
});

describe('a page by webhook', () => {
  it('is signed as Standard Webhooks asks, over id, time and body', async () => {
    const receiver = await startWebhookReceiver();
    const { pager, address } = connect(receiver.port, PATIENCE_MS);
    expect(await pager.send({ address, idempotencyKey: 'INC-1042/1/s1/ada/hook', message: pageMessage() })).toEqual({
      status: 'SENT',
      receipt: 'HTTP 200',
    });
    await receiver.close();

    const [request] = receiver.received;
    if (request === undefined) throw new Error('nothing arrived');
    expect(request.path).toBe('/pages?team=ops');
    expect(request.headers['webhook-id']).toBe('INC-1042/1/s1/ada/hook');
    const payload = new Webhook(secret).verify(request.body, { ...request.headers });
    expect(payload).toMatchObject({
      type: 'page',
      data: {
        incidentKey: 'INC-1042',
        severity: 'SEV1',
        detectedAt: '2026-11-29T02:10:00.000Z',
        next: { who: 'ben', at: '2026-11-29T02:25:00.000Z' },
      },
    });
    expect(() => new Webhook(secret).verify(`${request.body} `, { ...request.headers })).toThrow();
  });

  it('has the same body on every attempt', async () => {
    const receiver = await startWebhookReceiver();
    const { pager, address } = connect(receiver.port, PATIENCE_MS);
    for (const _attempt of [1, 2]) await pager.send({ address, idempotencyKey: 'k', message: pageMessage() });
    await receiver.close();
    expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
  });

  it.each([301, 302, 307, 308])('does not follow a redirect (%i), and does not try again', async (status) => {
    const elsewhere = await startWebhookReceiver();
    const receiver = await startWebhookReceiver({ answer: () => ({ status, headers: { location: elsewhere.url } }) });
    const { pager, address } = connect(receiver.port, PATIENCE_MS);
    const result = await pager.send({ address, idempotencyKey: 'k', message: pageMessage() });
    await Promise.all([receiver.close(), elsewhere.close()]);
    expect(result).toMatchObject({ status: 'FAILED', retryable: false, code: `HTTP_${status}` });
    expect(elsewhere.received).toHaveLength(0);
  });

  it('never repeats what the other side answered', async () => {
    const receiver = await startWebhookReceiver({ answer: () => ({ status: 500, body: 'stack trace with secrets' }) });
    const { pager, address } = connect(receiver.port, PATIENCE_MS);
    const result = await pager.send({ address, idempotencyKey: 'k', message: pageMessage() });
    await receiver.close();
    expect(JSON.stringify(result)).not.toContain('secrets');
  });

  it.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'not base64 at all, however long it may be', 'whsec_***'])(
    'is not sent with the signing secret %p',
    (bad) => {
      expect(() => createWebhookPager({ secret: bad, policy: WITH_LOOPBACK })).toThrow(/whsec_/);
    },
  );

  it('tells a notice as an event of its own, signed like a page', async () => {
    const receiver = await startWebhookReceiver();
    const { pager } = connect(receiver.port, PATIENCE_MS);
    const notice = { subject: 'Due tomorrow', lines: ['Write it'], link: '', urgency: 'LOW', thread: 't' } as const;
    expect(await pager.tell({ address: receiver.url, idempotencyKey: 'k', notice })).toMatchObject({ status: 'SENT' });
    await receiver.close();
    const [request] = receiver.received;
    if (request === undefined) throw new Error('nothing arrived');
    expect(new Webhook(secret).verify(request.body, request.headers as Record<string, string>)).toEqual({ type: 'notice', data: notice });
  });
});
