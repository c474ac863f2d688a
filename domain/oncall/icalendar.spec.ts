import fc from 'fast-check';
import { type Calendar, type CalendarEvent, printCalendar } from './icalendar.js';

const AT = Date.parse('2026-11-30T14:00:00Z');
const event = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'on-call-20261130T140000Z@tocsin',
  sequence: 0,
  changedAt: AT,
  from: AT,
  to: AT + 7 * 86_400_000,
  summary: 'Ada Osei on call (on-call)',
  ...over,
});
const calendar = (over: Partial<Calendar> = {}): Calendar => ({ name: 'On call: on-call', refresh: 'PT1H', events: [event()], ...over });
/** As its octets arrive. */
const sent = (text: string): string => Buffer.from(text).toString();
const linesOf = (text: string): readonly string[] => text.split('\r\n').slice(0, -1);
const unfolded = (text: string): readonly string[] => linesOf(text.replaceAll('\r\n ', ''));
/** As RFC 5545, 3.3.11 reads a text. */
const textOf = (value: string): string => value.replace(/\\(.)/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));

describe('[G1.1] a calendar is printed as RFC 5545 asks', () => {
  it('with its name, how often to come again, and each entry in UTC', () => {
    expect(linesOf(printCalendar(calendar()))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tocsin//On call//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'NAME:On call: on-call',
      'X-WR-CALNAME:On call: on-call',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      'BEGIN:VEVENT',
      'UID:on-call-20261130T140000Z@tocsin',
      'SEQUENCE:0',
      'DTSTAMP:20261130T140000Z',
      'LAST-MODIFIED:20261130T140000Z',
      'DTSTART:20261130T140000Z',
      'DTEND:20261207T140000Z',
      'SUMMARY:Ada Osei on call (on-call)',
      'TRANSP:TRANSPARENT',
      'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('whole, also without an entry', () => {
    expect(linesOf(printCalendar(calendar({ events: [] }))).slice(-2)).toEqual(['X-PUBLISHED-TTL:PT1H', 'END:VCALENDAR']);
  });

  it('with a name that tries to be another property, or to end the entry, as a text', () => {
    const summary = 'Eve; a,b \\ c\r\nEND:VEVENT\nATTACH:file\u2028X\u0000Y';
    const lines = unfolded(printCalendar(calendar({ events: [event({ summary })] })));
    expect(lines).toContain('SUMMARY:Eve\\; a\\,b \\\\ c\\nEND:VEVENT\\nATTACH:file\\nX Y');
    expect(lines.filter((line) => /^(END:VEVENT|ATTACH)/.test(line))).toEqual(['END:VEVENT']);
  });
});

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\\', ';', ',', '\n', '\r', '\t', ':', '😀', 'é', '\ud800', 'n'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 300,
  size: 'max', // long enough to be folded, often more than once
});

describe('[G1.1] whatever a text holds', () => {
  it('no line is longer than 75 octets, every one ends with CRLF, and no character is cut', () => {
    fc.assert(
      fc.property(hostile, (summary) => {
        const octets = Buffer.from(printCalendar(calendar({ name: summary, events: [event({ summary })] })));
        const lines = octets.toString('latin1').split('\r\n').slice(0, -1);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(75);
        const reader = new TextDecoder('utf-8', { fatal: true });
        expect(lines.filter((line) => /[\r\n]/.test(reader.decode(Buffer.from(line, 'latin1'))))).toEqual([]);
      }),
    );
  });

  it('it is read back as it was, but for control characters', () => {
    fc.assert(
      fc.property(hostile, (summary) => {
        const line =
          unfolded(sent(printCalendar(calendar({ events: [event({ summary })] })))).find((one) => one.startsWith('SUMMARY:')) ?? '';
        const expected = summary.replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, '\n').replace(/[^\P{Cc}\n]/gu, ' ');
        expect(textOf(line.slice('SUMMARY:'.length))).toBe(sent(expected));
      }),
    );
  });
});
