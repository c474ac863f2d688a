import { createNtfyPager } from '../../services/integrations/ntfy/ntfy.pager.js';
import { type HttpAnswer, type ReceivedRequest, startWebhookReceiver } from '../support/receivers.js';
import { type Answer, type ArrivedPage, pageMessage, pagerContract, UTC_RULES } from './pager.contract.js';

const WITH_LOOPBACK = { alsoAllow: ['loopback'] } as const;

const ANSWERS: Readonly<Record<Exclude<Answer, 'ACCEPTS'>, HttpAnswer>> = {
  KNOWS_NO_SUCH_ADDRESS: { status: 404, body: '{"error":"topic not found"}' },
  IS_BUSY: { status: 429, headers: { 'retry-after': '5' } },
  IS_BROKEN: { status: 503 },
};

interface Publication {
  readonly topic: string;
  readonly sequence_id: string;
  readonly title: string;
  readonly message: string;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly click: string;
  readonly actions: readonly { readonly url: string }[];
}

const publicationOf = (request: ReceivedRequest): Publication => JSON.parse(request.body) as Publication;

function arrivedPage(request: ReceivedRequest): ArrivedPage {
  const sent = publicationOf(request);
  return {
    identity: sent.sequence_id,
    subject: sent.title,
    body: sent.message,
    link: sent.click,
    acknowledgeUrl: sent.actions[0]?.url ?? '',
    names: [...Object.keys(request.headers), ...Object.keys(sent)],
  };
}

pagerContract({
  channel: 'ntfy',
  protocol: 'HTTP',
  startProvider: async (answer, port = 0) => {
    const receiver = await startWebhookReceiver(answer === 'ACCEPTS' ? { port } : { port, answer: () => ANSWERS[answer] });
    return { port: receiver.port, arrived: () => receiver.received.map(arrivedPage), close: receiver.close };
  },
  connect: (port, timeoutMs) => ({
    pager: createNtfyPager({ baseUrl: `http://127.0.0.1:${port}`, zoneRules: UTC_RULES, policy: WITH_LOOPBACK, timeoutMs }),
    address: 'tocsin-ada-7f3k',
    close: () => {},
  }),
  impossibleAddresses: ['', 'a/b', '../admin', 'topic?x=1', 'a b', 'a\r\nb', 'x'.repeat(65), 'тема'],
});

describe('a page over ntfy', () => {
  it('is one POST in the JSON form, loud, with a button that acknowledges', async () => {
    const receiver = await startWebhookReceiver();
    const pager = createNtfyPager({ baseUrl: receiver.url, zoneRules: UTC_RULES, policy: WITH_LOOPBACK, token: 'tk_secret' });
    const result = await pager.send({ address: 'tocsin-ada', idempotencyKey: 'k', message: pageMessage() });
    await receiver.close();

    expect(result).toEqual({ status: 'SENT', receipt: 'ntfy m1' });
    const [request] = receiver.received;
    expect(request).toMatchObject({ method: 'POST', path: '/', headers: { authorization: 'Bearer tk_secret' } });
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      topic: 'tocsin-ada',
      priority: 5,
      tags: ['rotating_light', 'sev1'],
      click: pageMessage().link,
      actions: [{ action: 'http', label: 'Acknowledge', url: pageMessage().acknowledgeUrl, method: 'POST', clear: true }],
      sequence_id: expect.stringMatching(/^[-_A-Za-z0-9]{1,64}$/),
    });
  });

  it('is quiet when the urgency is low', async () => {
    const receiver = await startWebhookReceiver();
    const pager = createNtfyPager({ baseUrl: receiver.url, zoneRules: UTC_RULES, policy: WITH_LOOPBACK });
    await pager.send({ address: 'tocsin-ada', idempotencyKey: 'k', message: pageMessage({ urgency: 'LOW' }) });
    await receiver.close();
    expect(receiver.received.map(publicationOf)).toMatchObject([{ priority: 3 }]);
    expect(receiver.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('tells a notice without a button', async () => {
    const receiver = await startWebhookReceiver();
    const pager = createNtfyPager({ baseUrl: receiver.url, zoneRules: UTC_RULES, policy: WITH_LOOPBACK });
    const notice = {
      subject: 'Due tomorrow',
      lines: ['Write it', 'by Monday'],
      link: 'javascript:alert(1)',
      urgency: 'LOW',
      thread: 't',
    } as const;
    expect(await pager.tell({ address: 'tocsin-ada', idempotencyKey: 'k', notice })).toEqual({ status: 'SENT', receipt: 'ntfy m1' });
    expect(await pager.tell({ address: 'a/b', idempotencyKey: 'k', notice })).toMatchObject({ code: 'INVALID_ADDRESS' });
    await receiver.close();
    expect(receiver.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        topic: 'tocsin-ada',
        sequence_id: expect.stringMatching(/^[-_A-Za-z0-9]{1,64}$/),
        title: 'Due tomorrow',
        message: 'Write it\nby Monday',
        priority: 3,
        tags: ['memo'],
      },
    ]);
  });

  it.each([
    ['a login page', '<html>please sign in</html>'],
    ['nothing', ''],
    ['an id of something else', '{"id": "<script>"}'],
  ])('did not arrive when 200 comes with %s', async (_what, body) => {
    const receiver = await startWebhookReceiver({ answer: () => ({ status: 200, body }) });
    const pager = createNtfyPager({ baseUrl: receiver.url, zoneRules: UTC_RULES, policy: WITH_LOOPBACK });
    const result = await pager.send({ address: 'tocsin-ada', idempotencyKey: 'k', message: pageMessage() });
    await receiver.close();
    expect(result).toMatchObject({ status: 'FAILED', retryable: true, code: 'UNEXPECTED_ANSWER' });
    expect(JSON.stringify(result)).not.toContain('sign in');
  });
});
