import { createSmtpPager } from '../../services/integrations/smtp/smtp.pager.js';
import { type MailReceiver, type ReceivedMail, startMailReceiver } from '../support/receivers.js';
import { type Answer, type ArrivedPage, pageMessage, pagerContract, UTC_RULES } from './pager.contract.js';

const ADA = 'ada@escrowplatform.example';
const from = 'Tocsin <tocsin@escrowplatform.example>';

const REPLIES: Readonly<Record<Exclude<Answer, 'ACCEPTS'>, { readonly code: number; readonly text: string }>> = {
  KNOWS_NO_SUCH_ADDRESS: { code: 550, text: 'no such user here' },
  IS_BUSY: { code: 451, text: 'greylisted, try again in a minute' },
  IS_BROKEN: { code: 421, text: 'shutting down' },
};

const arrivedPage = (mail: ReceivedMail): ArrivedPage => ({
  identity: mail.messageId,
  subject: mail.subject,
  body: mail.text,
  link: mail.text.split('\n')[1] ?? '',
  names: [...Object.keys(mail.headers), ...mail.to],
});

pagerContract({
  channel: 'email',
  protocol: 'SMTP',
  startProvider: async (answer, port = 0) => {
    const receiver = await startMailReceiver(answer === 'ACCEPTS' ? { port } : { port, answer: () => REPLIES[answer] });
    return { port: receiver.port, arrived: () => receiver.received.map(arrivedPage), close: receiver.close };
  },
  connect: (port, timeoutMs) => {
    const pager = createSmtpPager({ smtpUrl: `smtp://127.0.0.1:${port}`, from, zoneRules: UTC_RULES, timeoutMs });
    return { pager, address: ADA, close: () => pager.close() };
  },
  impossibleAddresses: [
    '',
    'ada',
    `${ADA}, eve@evil.example`,
    `${ADA}\r\nRCPT TO:<eve@evil.example>`,
    'Ada <ada@escrowplatform.example>',
    `ada@escrowplatform.example\0`,
    'a@b@c.example',
  ],
});

describe('a page by mail', () => {
  let receiver: MailReceiver;
  let pager: ReturnType<typeof createSmtpPager>;

  beforeEach(async () => {
    receiver = await startMailReceiver();
    pager = createSmtpPager({ smtpUrl: receiver.smtpUrl, from, zoneRules: UTC_RULES });
  });
  afterEach(async () => {
    pager.close();
    await receiver.close();
  });

  const send = async (key: string, changes = {}): Promise<ReceivedMail> => {
    expect(await pager.send({ address: ADA, idempotencyKey: key, message: pageMessage(changes) })).toMatchObject({ status: 'SENT' });
    const mail = receiver.received.at(-1);
    if (mail === undefined) throw new Error('no mail arrived');
    return mail;
  };

  it('says what broke in its first line and how to act in its second, as text and as HTML', async () => {
    const mail = await send('k1');
    expect(mail.to).toEqual([ADA]);
    expect(mail.text.split('\n').slice(0, 2)).toEqual(['error rate is 7.3 %, limit 5 %', pageMessage().link]);
    expect(mail.html).toContain('error rate is 7.3 %, limit 5 %');
    expect(mail.html).toContain(`href="${pageMessage().link}"`);
  });

  it('threads with the other mails of its incident, and with no other incident', async () => {
    const [first, second] = [await send('k1'), await send('k2')];
    const elsewhere = await send('k3', { incidentKey: 'INC-7' });
    expect(first.references).toHaveLength(1);
    expect(second.references).toEqual(first.references);
    expect(second.headers['in-reply-to']).toBe(first.references[0]);
    expect(second.messageId).not.toBe(first.messageId);
    expect(elsewhere.references).not.toEqual(first.references);
    expect(first.messageId).toMatch(/^<page-[0-9a-f]{32}@escrowplatform\.example>$/);
  });

  it('tells other machines not to answer, and shouts only when urgent', async () => {
    const high = await send('k1');
    expect(high.headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-priority': '1 (Highest)', importance: 'High' });
    const low = await send('k2', { urgency: 'LOW' });
    expect(low.headers['importance'] ?? 'Normal').toBe('Normal');
  });

  it('tells a notice quietly, in a thread of its own, with every text made harmless', async () => {
    const notice = {
      subject: 'Due\r\nBcc: x@y.example',
      lines: ['Write <b>it</b>', 'by Monday'],
      link: 'https://tocsin.example/f/1',
      urgency: 'LOW',
      thread: 't1',
    } as const;
    for (const key of ['n1', 'n1', 'n2'])
      expect(await pager.tell({ address: ADA, idempotencyKey: key, notice })).toMatchObject({ status: 'SENT' });
    const [first, again, other] = receiver.received;
    expect(first).toMatchObject({
      subject: 'Due Bcc: x@y.example',
      to: [ADA],
      text: expect.stringContaining('by Monday'),
      html: expect.stringMatching(/Write &lt;b&gt;it&lt;\/b&gt;.*href="https:\/\/tocsin\.example\/f\/1"/s),
    });
    expect(receiver.received.map(({ messageId }) => messageId === first?.messageId)).toEqual([true, true, false]);
    expect(other).toMatchObject({ references: again?.references });
    expect(first?.headers).not.toHaveProperty('importance', 'High');
  });

  it('reuses its connection', async () => {
    for (let i = 0; i < 5; i++) await send(`k${i}`);
    expect(new Set(receiver.received.map((mail) => mail.connection)).size).toBe(1);
  });
});

describe('a pager by mail', () => {
  it.each(['', 'not a url', 'https://mail.example', 'smtp:mail.example'])(
    'is not made for the mail server %p, and does not repeat it',
    (smtpUrl) => {
      expect(() => createSmtpPager({ smtpUrl, from, zoneRules: UTC_RULES })).toThrow(/smtp:\/\/ or smtps:\/\//);
    },
  );

  it.each(['', 'tocsin', 'Tocsin <tocsin@>', 'a@b.example\r\nBcc: eve@evil.example'])('is not made for the sender %p', (sender) => {
    expect(() => createSmtpPager({ smtpUrl: 'smtp://127.0.0.1:1', from: sender, zoneRules: UTC_RULES })).toThrow(/sender/);
  });

  it("keeps the server's sentence as one harmless line, and the password out of it", async () => {
    const receiver = await startMailReceiver({ answer: () => ({ code: 550, text: 'no\x1b[2J such\u202e user' }) });
    const pager = createSmtpPager({ smtpUrl: receiver.smtpUrl, from, zoneRules: UTC_RULES });
    const result = await pager.send({ address: ADA, idempotencyKey: 'k', message: pageMessage() });
    pager.close();
    await receiver.close();
    expect(result).toMatchObject({ status: 'FAILED', code: 'SMTP_550', reason: expect.stringContaining('such user') });
    expect(JSON.stringify(result)).not.toMatch(/\\u001b|\u202e/);
  });
});
