import fc from 'fast-check';
import type { ZoneRules } from '../oncall/zone-rules.js';
import { htmlBodyOf } from './page-html.js';
import type { PageMessage } from './page-message.model.js';
import { linesOf, subjectOf, textBodyOf } from './page-text.js';
import { pushTextOf } from './push-text.js';

/** Zones of a fixed distance from UTC, in minutes; enough for the form of a text. */
const OFFSETS: Readonly<Record<string, number>> = { 'Europe/London': 0, 'America/New_York': -300 };
const rules: ZoneRules = {
  toLocal(zone, at) {
    const offset = OFFSETS[zone];
    if (offset === undefined) throw new RangeError(`unknown zone ${zone}`);
    const minutes = Math.floor(at / 60_000) + offset;
    return { epochDay: Math.floor(minutes / 1440), minute: ((minutes % 1440) + 1440) % 1440 };
  },
  toInstant: (zone, local) => (local.epochDay * 1440 + local.minute - (OFFSETS[zone] ?? 0)) * 60_000,
};

const at = (iso: string): number => Date.parse(iso);
const page: PageMessage = {
  incidentKey: 'INC-1042',
  title: 'ErrorRateHigh',
  service: 'payments',
  severity: 'SEV1',
  urgency: 'HIGH',
  summary: 'error rate is 7.3 %, limit 5 %',
  reason: 'primary on call, step 1 of 4',
  detectedAt: at('2026-11-29T02:10:00Z'),
  next: { who: 'ben', at: at('2026-11-29T02:25:00Z') },
  personName: 'Ada Osei',
  timezone: 'Europe/London',
  link: 'https://tocsin.example/incidents/INC-1042?link=tl1.a.b',
  acknowledgeUrl: 'https://tocsin.example/incidents/INC-1042/acknowledge?link=tl1.a.b',
  test: false,
};

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '\r\n',
        'Bcc: eve@evil.example',
        '\0',
        '\u202e',
        '\u2028',
        '<script>',
        '"',
        "'",
        '&',
        '\ud800',
        '\x1b[2J',
        'א',
        '🔥',
        'a',
      ),
    )
    .map((parts) => parts.join('')),
);
const hostilePage: fc.Arbitrary<PageMessage> = fc
  .tuple(hostile, hostile, hostile, hostile, hostile, hostile, hostile)
  .map(([title, service, summary, reason, who, personName, timezone]) => ({
    ...page,
    title,
    service,
    summary,
    reason,
    personName,
    timezone,
    next: { who, at: page.detectedAt },
  }));

describe('a page in words', () => {
  it('has a subject that says how bad, where, what, and which incident', () => {
    expect(subjectOf(page)).toBe('SEV1 payments: ErrorRateHigh · INC-1042');
  });

  it('says what broke in the first line and how to act in the second', () => {
    expect(textBodyOf(linesOf(page, rules))).toBe(
      [
        'error rate is 7.3 %, limit 5 %',
        'https://tocsin.example/incidents/INC-1042?link=tl1.a.b',
        '',
        'You are paged, Ada Osei: primary on call, step 1 of 4',
        'Since Sun 29 Nov 02:10 Europe/London',
        'Unless somebody acknowledges, ben is paged at 02:25 Europe/London',
        '',
      ].join('\n'),
    );
  });

  it("gives times in the reader's own zone, with the day where it differs", () => {
    const lines = linesOf({ ...page, timezone: 'America/New_York', next: { who: 'ben', at: at('2026-11-29T05:00:00Z') } }, rules);
    expect(lines.since).toBe('Sat 28 Nov 21:10 America/New_York');
    expect(lines.next).toContain('ben is paged at Sun 29 Nov 00:00 America/New_York');
  });

  it('goes out in UTC when the zone is unknown', () => {
    expect(linesOf({ ...page, timezone: 'Mars/Olympus' }, rules).since).toBe('Sun 29 Nov 02:10 UTC');
  });

  it('says so when nobody follows', () => {
    expect(linesOf({ ...page, next: null }, rules).next).toBe('Nobody else is paged after you.');
  });

  it('marks a test page in subject, text, HTML and push', () => {
    const test = { ...page, test: true };
    const lines = linesOf(test, rules);
    expect(subjectOf(test)).toMatch(/^\[TEST] SEV1 /);
    expect(textBodyOf(lines)).toContain('nothing is broken');
    expect(htmlBodyOf(lines)).toContain('nothing is broken');
    expect(pushTextOf(test, lines)).toMatchObject({ title: subjectOf(test), tags: ['rotating_light', 'sev1', 'test'] });
    expect(textBodyOf(linesOf(page, rules))).not.toContain('test page');
  });

  it('breaks through a silenced phone only when the urgency is high', () => {
    expect(pushTextOf(page, linesOf(page, rules)).priority).toBe(5);
    expect(pushTextOf({ ...page, urgency: 'LOW' }, linesOf(page, rules)).priority).toBe(3);
  });

  it('has an HTML part with one link, nothing foreign, and no form that acts', () => {
    const html = htmlBodyOf(linesOf(page, rules));
    expect(html.match(/href="([^"]*)"/g)).toEqual(['href="https://tocsin.example/incidents/INC-1042?link=tl1.a.b"']);
    expect(html).not.toMatch(/<(img|script|link|iframe|form)\b|url\(|@import|src=/i);
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html.length).toBeLessThan(8_192);
  });

  it('offers no link that is not a web address', () => {
    for (const link of ['javascript:alert(1)', 'data:text/html,x', 'https://a.example/ b', 'https://a.example/\r\nX: y', '']) {
      const html = htmlBodyOf(linesOf({ ...page, link }, rules));
      expect(html).not.toContain('href');
    }
  });

  it('stays one harmless subject line whatever an alert holds', () => {
    fc.assert(
      fc.property(hostilePage, (message) => {
        const subject = subjectOf(message);
        expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u);
        expect(subject.length).toBeLessThanOrEqual(245);
        expect(subject).toMatch(/^SEV1 .*: .+ · INC-1042$/u);
      }),
    );
  });

  it('keeps the link on the second line whatever an alert holds', () => {
    fc.assert(
      fc.property(hostilePage, (message) => {
        const [what, link, empty, ...rest] = textBodyOf(linesOf(message, rules)).split(/[\r\n\u2028\u2029]/);
        expect(what).not.toBe('');
        expect(link).toBe(page.link);
        expect(empty).toBe('');
        expect(rest).toHaveLength(4);
      }),
    );
  });

  it('has the same elements in its HTML whatever an alert holds', () => {
    const elements = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];
    const expected = elements(htmlBodyOf(linesOf(page, rules)));
    fc.assert(
      fc.property(hostilePage, (message) => {
        expect(elements(htmlBodyOf(linesOf(message, rules)))).toEqual(expected);
      }),
    );
  });

  it('fits a push message of 4096 bytes whatever an alert holds', () => {
    const long = fc.constantFrom('ア', '🔥', 'a', '\r\n').map((unit) => unit.repeat(5_000));
    fc.assert(
      fc.property(long, hostilePage, (text, message) => {
        const huge = { ...message, title: text, summary: text, reason: text, personName: text, service: text };
        const push = pushTextOf(huge, linesOf(huge, rules));
        expect(new TextEncoder().encode(push.message).length).toBeLessThanOrEqual(4_096);
        expect(push.tags).toEqual(['rotating_light', 'sev1']);
      }),
    );
  });
});
