import { temporalZoneRules } from '../handbook/zone-rules.temporal.js';
import { pageTimes, spanInWords } from './page-times.js';

const rules = temporalZoneRules();
const at = (iso: string): number => Date.parse(iso);
const text = (zone: string, moment: string, now: string): string =>
  pageTimes(rules, zone, at(now))
    .moment(at(moment))
    .text.replace(/<[^>]+>/g, '');

describe('times on a page', () => {
  it.each([
    ['America/New_York', '2026-11-29T07:25:00Z', '2026-11-29T07:10:00Z', '02:25 (07:25 UTC)'],
    ['Europe/London', '2026-11-29T07:25:00Z', '2026-11-29T07:10:00Z', '07:25 UTC'],
    ['UTC', '2026-11-29T07:25:00Z', '2026-11-29T07:10:00Z', '07:25 UTC'],
    ['America/New_York', '2026-11-29T04:30:00Z', '2026-11-29T07:10:00Z', 'Sat 28 Nov 23:30 (Sun 29 Nov 04:30 UTC)'],
    ['Pacific/Chatham', '2026-11-29T12:30:00Z', '2026-11-29T12:40:00Z', '02:15 (Sun 29 Nov 12:30 UTC)'],
    ['No/Such_Zone', '2026-11-29T07:25:00Z', '2026-11-29T07:10:00Z', '07:25 UTC'],
  ])('in %s, %s seen at %s, are %s', (zone, moment, now, shown) => {
    expect(text(zone, moment, now)).toBe(shown);
  });

  it('tell the two hours apart when the clocks go back', () => {
    const now = '2026-11-01T07:00:00Z';
    expect(text('America/New_York', '2026-11-01T05:30:00Z', now)).toBe('01:30 (05:30 UTC)');
    expect(text('America/New_York', '2026-11-01T06:30:00Z', now)).toBe('01:30 (06:30 UTC)');
  });

  it('carry the instant for machines', () => {
    expect(pageTimes(rules, 'Asia/Tokyo', 0).moment(at('2026-11-29T07:25:09Z')).text).toContain('datetime="2026-11-29T07:25Z"');
  });

  it('name the zone in plain text', () => {
    expect(pageTimes(rules, 'America/New_York', at('2026-11-29T07:10:00Z')).plain(at('2026-11-29T07:11:00Z'))).toBe(
      '02:11 America/New_York',
    );
  });

  it.each([
    [0, 'under a minute'],
    [59_999, 'under a minute'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [90_000_000, '1 d 1 h'],
  ])('%i ms are %s', (ms, words) => {
    expect(spanInWords(ms)).toBe(words);
  });
});
