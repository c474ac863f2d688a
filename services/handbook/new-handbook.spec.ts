import fc from 'fast-check';
import { idOf, newHandbook } from './new-handbook.js';
import { parseHandbook } from './parse-handbook.js';

const THURSDAY = 20_783;
const two = [
  { name: 'Ada Osei', email: 'ada@company.example' },
  { name: 'Ben Çelik', email: 'ben@company.example' },
];

it('[G1.1] is a valid handbook without a warning, in which the first one named is on call this week', () => {
  const text = newHandbook({ id: 'company', timezone: 'Europe/Lisbon', people: two, services: ['Web shop', 'Payments'], today: THURSDAY });
  const parsed = parseHandbook(text, 'handbook.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const { handbook, warnings } = parsed.value;
  expect(warnings).toEqual([]);
  expect(Object.keys(handbook.people)).toEqual(['ada-osei', 'ben-celik']);
  expect(handbook.schedules['on-call']?.source).toMatchObject({ rotation: { everyDays: 7, starting: '2026-11-23' } });
  expect(handbook.escalation['standard']?.exhausted.targets.map(({ id }) => id)).toEqual(['ada-osei', 'ben-celik']);
});

it('is valid for any names, alone or many', () => {
  const name = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.trim() !== '' && !/\p{Cc}/u.test(text));
  const person = fc.record({ name, email: fc.constantFrom('a@company.example', 'b@company.example') });
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 8 }), (people) => {
      const parsed = parseHandbook(newHandbook({ id: 'company', timezone: 'Etc/UTC', people, services: ['Web'], today: THURSDAY }), 'f');
      expect(parsed.ok ? [] : parsed.error).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

it('makes an id of whatever a name is', () => {
  expect([idOf('Ada Osei', 'x'), idOf('Łukasz 3', 'x'), idOf('东京', 'person-1'), idOf('7even', 'service')]).toEqual([
    'ada-osei',
    'ukasz-3',
    'person-1',
    'service',
  ]);
});
