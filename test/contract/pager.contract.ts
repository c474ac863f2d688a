import { performance } from 'node:perf_hooks';
import type { DeliveryResult, PageMessage, PageRequest, Pager } from '../../activities/ports/pager.port.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { BREAKAGES, type Breakage, type Protocol, startBrokenProvider } from '../support/broken-provider.js';
import { IN_TIME_MS, limitFor, PATIENCE_MS } from './limits.js';

/** What a healthy provider says to a page. */
export type Answer = 'ACCEPTS' | 'KNOWS_NO_SUCH_ADDRESS' | 'IS_BUSY' | 'IS_BROKEN';

/** A page as it reached the provider, whatever the channel calls the parts. */
export interface ArrivedPage {
  /** By which a provider, or a person's client, recognises a second attempt. */
  readonly identity: string;
  readonly subject: string;
  readonly body: string;
  readonly link: string;
  readonly acknowledgeUrl?: string;
  /** The names of all headers and fields that came along. */
  readonly names: readonly string[];
}

export interface Provider {
  readonly port: number;
  arrived(): readonly ArrivedPage[];
  readonly close: () => Promise<void>;
}

export interface Connection {
  readonly pager: Pager;
  readonly address: string;
  readonly close: () => void;
}

export interface ChannelUnderTest {
  readonly channel: Pager['channel'];
  readonly protocol: Protocol;
  /** On `port` where one is given. */
  startProvider(answer: Answer, port?: number): Promise<Provider>;
  /** A pager that gives up after `timeoutMs`, pointed at `port` on loopback. */
  connect(port: number, timeoutMs: number): Connection;
  /** Addresses that no provider should ever be asked about. */
  readonly impossibleAddresses: readonly string[];
}

export const UTC_RULES: ZoneRules = {
  toLocal: (_zone, at) => ({ epochDay: Math.floor(at / 86_400_000), minute: Math.floor((at % 86_400_000) / 60_000) }),
  toInstant: (_zone, local) => (local.epochDay * 1_440 + local.minute) * 60_000,
};

export const pageMessage = (changes: Partial<PageMessage> = {}): PageMessage => ({
  incidentKey: 'INC-1042',
  title: 'ErrorRateHigh',
  service: 'payments',
  severity: 'SEV1',
  urgency: 'HIGH',
  summary: 'error rate is 7.3 %, limit 5 %',
  reason: 'primary on call, step 1 of 4',
  detectedAt: Date.parse('2026-11-29T02:10:00Z'),
  next: { who: 'ben', at: Date.parse('2026-11-29T02:25:00Z') },
  personName: 'Ada Osei',
  timezone: 'UTC',
  link: 'https://tocsin.example/incidents/INC-1042?link=tl1.abc.def',
  acknowledgeUrl: 'https://tocsin.example/incidents/INC-1042/acknowledge?link=tl1.abc.def',
  test: false,
  ...changes,
});

/** What the port promises, proven against a real server on loopback for each adapter. */
export function pagerContract(channel: ChannelUnderTest): void {
  const requestTo = (address: string, changes: Partial<PageMessage> = {}, key = 'INC-1042/1/s1/ada/m1'): PageRequest => ({
    address,
    idempotencyKey: key,
    message: pageMessage(changes),
  });

  /** Pages through a fresh pager while `provider` is up; then everything is closed. */
  async function paging<T>(
    provider: { readonly port: number; readonly close: () => Promise<void> },
    act: (connection: Connection) => Promise<T>,
    timeoutMs = PATIENCE_MS,
  ): Promise<T> {
    const connection = channel.connect(provider.port, timeoutMs);
    try {
      return await act(connection);
    } finally {
      connection.close();
      await provider.close();
    }
  }

  async function answerOf(answer: Answer): Promise<DeliveryResult> {
    return paging(await channel.startProvider(answer), ({ pager, address }) => pager.send(requestTo(address)));
  }

  describe(`a pager over ${channel.channel}`, () => {
    it('sends a page once, with what broke, the link and what follows, and answers with a receipt', async () => {
      const provider = await channel.startProvider('ACCEPTS');
      const result = await paging(provider, ({ pager, address }) => pager.send(requestTo(address)));

      expect(result).toMatchObject({ status: 'SENT', receipt: expect.stringMatching(/\S/) });
      expect(provider.arrived()).toHaveLength(1);
      const [page] = provider.arrived();
      expect(page?.subject).toBe('SEV1 payments: ErrorRateHigh · INC-1042');
      expect(page?.body).toContain('error rate is 7.3 %, limit 5 %');
      expect(page?.body).toContain('Ada Osei');
      expect(page?.body).toContain('primary on call, step 1 of 4');
      expect(page?.body).toContain('ben');
      expect(page?.body).toContain('02:25');
      expect(page?.link).toBe(pageMessage().link);
      if (page?.acknowledgeUrl !== undefined) expect(page.acknowledgeUrl).toBe(pageMessage().acknowledgeUrl);
    });

    it('knows its channel', async () => {
      await paging(await startBrokenProvider('GONE', channel.protocol), async ({ pager }) => expect(pager.channel).toBe(channel.channel));
    });

    it('[I3] gives a second attempt the same identity, and another page another one', async () => {
      const provider = await channel.startProvider('ACCEPTS');
      await paging(provider, async ({ pager, address }) => {
        await pager.send(requestTo(address));
        await pager.send(requestTo(address));
        await pager.send(requestTo(address, {}, 'INC-1042/1/s2/ada/m1'));
      });
      const [first, again, other] = provider.arrived().map((page) => page.identity);
      expect(first).toMatch(/\S/);
      expect(again).toBe(first);
      expect(other).not.toBe(first);
    });

    it('marks a test page', async () => {
      const provider = await channel.startProvider('ACCEPTS');
      await paging(provider, ({ pager, address }) => pager.send(requestTo(address, { test: true })));
      expect(provider.arrived()[0]?.subject).toBe('[TEST] SEV1 payments: ErrorRateHigh · INC-1042');
    });

    it('takes an unknown address for permanent, so that the next method is used at once', async () => {
      expect(await answerOf('KNOWS_NO_SUCH_ADDRESS')).toMatchObject({ status: 'FAILED', retryable: false });
    });

    it.each(['IS_BUSY', 'IS_BROKEN'] as const)('lets the caller try again when the provider %s', async (answer) => {
      expect(await answerOf(answer)).toMatchObject({ status: 'FAILED', retryable: true });
    });

    it.each(BREAKAGES)('answers in time, and may be tried again, when the provider %s', async (breakage: Breakage) => {
      const started = performance.now();
      const provider = await startBrokenProvider(breakage, channel.protocol);
      const result = await paging(provider, ({ pager, address }) => pager.send(requestTo(address)), limitFor(breakage));
      expect(result).toMatchObject({ status: 'FAILED', retryable: true, code: expect.stringMatching(/^[A-Z_0-9]+$/) });
      expect(performance.now() - started).toBeLessThan(IN_TIME_MS);
    });

    it('works again, through the same pager, when the provider is back', async () => {
      const away = await startBrokenProvider('RESETS', channel.protocol);
      const { pager, address, close } = channel.connect(away.port, PATIENCE_MS);
      const whileAway = await pager.send(requestTo(address));
      await away.close();
      const back = await channel.startProvider('ACCEPTS', away.port);
      const result = await pager.send(requestTo(address));
      close();
      await back.close();
      expect([whileAway.status, result.status]).toEqual(['FAILED', 'SENT']);
      expect(back.arrived()).toHaveLength(1);
    });

    it('does not notice that the provider was restarted between two pages', async () => {
      const before = await channel.startProvider('ACCEPTS');
      const { pager, address, close } = channel.connect(before.port, PATIENCE_MS);
      const first = await pager.send(requestTo(address));
      await before.close();
      const after = await channel.startProvider('ACCEPTS', before.port);
      const second = await pager.send(requestTo(address, {}, 'INC-1042/1/s2/ada/m1'));
      close();
      await after.close();
      expect([first.status, second.status]).toEqual(['SENT', 'SENT']);
      expect(after.arrived()).toHaveLength(1);
    });

    it('lets no text of an alert become a header, a field or another line of the page', async () => {
      const provider = await channel.startProvider('ACCEPTS');
      const evil = 'Down\r\nBcc: eve@evil.example\r\nX-Evil: 1\r\n\r\n<script>alert(1)</script>\u202e\u2028\0", "evil": 1, "x": "';
      const texts = { title: evil, summary: evil, service: evil, reason: evil, personName: evil, next: { who: evil, at: 0 } };
      await paging(provider, async ({ pager, address }) => {
        await pager.send(requestTo(address));
        expect(await pager.send(requestTo(address, texts))).toMatchObject({ status: 'SENT' });
      });
      const [plain, hostile] = provider.arrived();
      expect(hostile?.names).toEqual(plain?.names);
      expect(hostile?.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Bidi_Control}]/u);
      expect(hostile?.body).not.toMatch(/^(Bcc|X-Evil)/im);
      expect(hostile?.body).not.toMatch(/[\p{Zl}\p{Bidi_Control}\0]/u);
      expect(hostile?.link).toBe(pageMessage().link);
    });

    it('refuses for good, and asks nobody, when the address cannot be one', async () => {
      const provider = await channel.startProvider('ACCEPTS');
      await paging(provider, async ({ pager }) => {
        for (const address of channel.impossibleAddresses) {
          expect({ address, ...(await pager.send(requestTo(address))) }).toMatchObject({ address, status: 'FAILED', retryable: false });
        }
      });
      expect(provider.arrived()).toHaveLength(0);
    });

    it('sends a hundred pages at once, each once', async () => {
      const provider = await channel.startProvider('ACCEPTS');
      const keys = Array.from({ length: 100 }, (_, i) => `INC-${i}/1/s1/ada/m1`);
      const results = await paging(provider, ({ pager, address }) =>
        Promise.all(keys.map((key) => pager.send(requestTo(address, {}, key)))),
      );
      expect(results.filter(({ status }) => status !== 'SENT')).toEqual([]);
      expect(new Set(provider.arrived().map((page) => page.identity)).size).toBe(100);
      expect(provider.arrived()).toHaveLength(100);
    });
  });
}
