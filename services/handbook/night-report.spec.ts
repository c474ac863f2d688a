import { nightMap } from '../../domain/escalation/night-map.js';
import type { Handbook, Person } from '../../domain/handbook/handbook.model.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { nightPage } from './night-html.js';
import { nightLines } from './night-report.js';
import { temporalZoneRules } from './zone-rules.temporal.js';

const AT = Date.parse('2026-11-30T15:00:00Z');
const mute: Person = { ...(sampleHandbook.people['ada'] as Person), reach: { HIGH: [], LOW: [] } };
const steps = [{ targets: [{ kind: 'schedule' as const, id: 'on-call' }], answerWithinMs: 3_600_000 }];
const silent: Handbook = {
  ...sampleHandbook,
  id: '<script>alert(1)</script>',
  people: { ada: mute },
  escalation: { standard: { ...(sampleHandbook.escalation['standard'] as Handbook['escalation'][string]), steps } },
};
const map = nightMap(silent, AT, 2, temporalZoneRules());
const lines = nightLines(silent, map, (_trouble, text) => text);

it('[G1.1] the night map has a line for each night with a mark for each hour, and says what is wrong', () => {
  expect(lines.filter((line) => /^ {2}2026-/.test(line))).toHaveLength(2);
  expect(lines.find((line) => line.startsWith('  2026-11-30'))?.match(/#/g)).toHaveLength(24);
  expect(lines.at(-1)).toContain('every service: nobody within 30 minutes');
});

it('as a page it runs nothing that the handbook says', () => {
  const page = nightPage(silent, map);
  expect(page).not.toContain('<script>');
  expect(page.match(/<td class="UNREACHABLE"/g)).toHaveLength(48);
});
