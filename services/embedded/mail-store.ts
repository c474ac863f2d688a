import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { systemClock } from '../config/clock.js';
import { privateDirectory, writePrivateFile } from './private-files.js';

const KEPT = 500;
const FILE = /^(\d{13})-\d{6}\.eml$/;

/** One caught mail, parsed for reading. */
export interface CaughtMail {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly raw: string;
}

/** The last 500 mails, in memory and as .eml files (0600), newest first. */
export class MailStore {
  private mails: readonly CaughtMail[] = [];
  private received = 0;

  private constructor(private readonly directory: string) {}

  /** Opens the directory with what earlier runs caught. */
  static async open(dataDir: string): Promise<MailStore> {
    const store = new MailStore(privateDirectory(join(dataDir, 'mails')));
    const names = readdirSync(store.directory)
      .filter((name) => FILE.test(name))
      .sort();
    for (const name of names) {
      store.keep(await parse(name.slice(0, -'.eml'.length), readFileSync(join(store.directory, name))));
    }
    return store;
  }

  async add(raw: Buffer): Promise<void> {
    this.received += 1;
    const id = `${systemClock.now()}-${String(this.received % 1_000_000).padStart(6, '0')}`;
    const mail = await parse(id, raw);
    writePrivateFile(join(this.directory, `${id}.eml`), raw.toString('latin1'), 'latin1');
    this.keep(mail);
  }

  list(): readonly CaughtMail[] {
    return this.mails;
  }

  find(id: string): CaughtMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  private keep(mail: CaughtMail): void {
    const all = [mail, ...this.mails];
    this.mails = all.slice(0, KEPT);
    for (const { id } of all.slice(KEPT)) rmSync(join(this.directory, `${id}.eml`), { force: true });
  }
}

async function parse(id: string, raw: Buffer): Promise<CaughtMail> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true });
  const addresses = [mail.to ?? []].flat().map((address) => address.text);
  return {
    id,
    receivedAt: Number(id.split('-')[0]),
    from: mail.from?.text ?? '',
    to: addresses.join(', '),
    subject: mail.subject ?? '(no subject)',
    text: mail.text ?? '',
    html: typeof mail.html === 'string' ? mail.html : null,
    raw: raw.toString('utf8'),
  };
}
