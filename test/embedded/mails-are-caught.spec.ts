import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type MailCatcher, startMailCatcher } from '../../services/embedded/mail-catcher.js';
import { scratchDirectory } from './scratch.js';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly policy: string;
}

async function get(url: string): Promise<Answer> {
  const response = await fetch(url);
  return { status: response.status, body: await response.text(), policy: response.headers.get('content-security-policy') ?? '' };
}

describe('the mail catcher', () => {
  let catcher: MailCatcher;
  afterAll(() => catcher.stop());
  const dataDir = scratchDirectory();

  const send = async (subject: string, text = 'text', html?: string): Promise<void> => {
    await createTransport(catcher.smtpUrl).sendMail({
      from: 'tocsin@tocsin.example',
      to: 'ada@escrow.example',
      subject,
      text,
      ...(html === undefined ? {} : { html }),
    });
  };
  const newestId = async (): Promise<string> =>
    (JSON.parse((await get(`${catcher.webUrl}mails.json`)).body) as { id: string }[])[0]?.id ?? '';

  beforeAll(async () => {
    catcher = await startMailCatcher({ host: '127.0.0.1', dataDir });
  });

  it('shows what was sent, with the link alive, and says that it reached nobody', async () => {
    await send('SEV1 payments: ErrorRateHigh · INC-1042', 'payments fails\nhttp://127.0.0.1:8080/a/token\n');
    const list = await get(catcher.webUrl);
    expect(list.body).toContain('SEV1 payments: ErrorRateHigh · INC-1042');
    expect(list.body).toContain('Evaluation only');
    const mail = await get(`${catcher.webUrl}mails/${await newestId()}`);
    expect(mail.body).toContain('<a href="http://127.0.0.1:8080/a/token" rel="noreferrer">');
    expect((await get(`${catcher.webUrl}mails/${await newestId()}/raw`)).body).toContain('To: ada@escrow.example');
  });

  it('treats what a mail says as hostile', async () => {
    await send('<script>alert(1)</script>', '<img src=x onerror=alert(1)> javascript:alert(1)', '<script>alert(2)</script><b>bold</b>');
    const id = await newestId();
    for (const page of [await get(catcher.webUrl), await get(`${catcher.webUrl}mails/${id}`)]) {
      expect(page.body).not.toMatch(/<script|<img/);
      expect(page.body).not.toContain('href="javascript');
    }
    const html = await get(`${catcher.webUrl}mails/${id}/html`);
    expect(html.body).toContain('<b>bold</b>');
    expect(html.policy).toMatch(/default-src 'none'.*sandbox/);
    expect(html.policy).not.toMatch(/allow-scripts|script-src/);
  });

  it('answers to loopback names alone, and to reading alone', async () => {
    const status = (headers: Record<string, string>, method = 'GET'): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(catcher.webUrl, { headers, method }, (response) => resolve(response.resume().statusCode))
          .once('error', reject)
          .end();
      });
    expect(await status({ host: 'rebound.example' })).toBe(421);
    expect(await status({}, 'POST')).toBe(405);
    expect((await get(`${catcher.webUrl}mails/0-0`)).status).toBe(404);
  });

  it('keeps mails over a restart on the same addresses, the newest first', async () => {
    const { webUrl, smtpUrl } = catcher;
    await catcher.stop();
    catcher = await startMailCatcher({ host: '127.0.0.1', dataDir });
    expect({ webUrl: catcher.webUrl, smtpUrl: catcher.smtpUrl }).toEqual({ webUrl, smtpUrl });
    await send('the third');
    const subjects = (JSON.parse((await get(`${webUrl}mails.json`)).body) as { subject: string }[]).map(({ subject }) => subject);
    expect(subjects).toEqual(['the third', '<script>alert(1)</script>', 'SEV1 payments: ErrorRateHigh · INC-1042']);
    expect(readdirSync(join(dataDir, 'mails'))).toHaveLength(3);
  });

  it('[I13] refuses a mail over 10 MB and goes on', async () => {
    await expect(send('too large', 'x'.repeat(11 * 1024 * 1024))).rejects.toThrow(/552|10 MB|size/i);
    await send('after it');
    expect((await get(catcher.webUrl)).body).toContain('after it');
  });
});
