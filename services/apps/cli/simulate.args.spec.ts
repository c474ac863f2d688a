import { parseAnswerer, parseDays, parseZoned } from './simulate.args.js';

it('reads a wall-clock time in a zone, on both sides of a clock change', () => {
  expect(parseZoned('2026-11-29T02:10[Europe/London]')).toBe(Date.UTC(2026, 10, 29, 2, 10));
  expect(parseZoned('2026-07-01T02:10[Europe/London]')).toBe(Date.UTC(2026, 6, 1, 1, 10));
  expect(parseZoned('2026-11-29T02:10-05:00')).toBe(Date.UTC(2026, 10, 29, 7, 10));
});

it.each(['2026-11-29', '2026-11-29T02:10', 'tomorrow', '2026-11-29T02:10[Nowhere/Else]', ''])('refuses %j with an example', (text) => {
  expect(() => parseZoned(text)).toThrow('for example');
});

it('reads who answers, and when', () => {
  expect(parseAnswerer('secondary@+20m')).toEqual({ who: 'secondary', afterMinutes: 20 });
  for (const text of ['secondary', 'secondary@20m', '@+20m', 'a b@+20m']) expect(() => parseAnswerer(text)).toThrow('for example');
});

it('reads how far back', () => {
  expect(parseDays('90d')).toBe(90);
  for (const text of ['90', '3 months', '-1d', '1000d']) expect(() => parseDays(text)).toThrow('for example');
});
