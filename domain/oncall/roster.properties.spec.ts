import fc from 'fast-check';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { handbooks, instants } from '../../test/support/schedule-arbitraries.js';
import { DAY_MS } from '../instant.js';
import { holderAt } from './holder.js';
import { rosterBetween } from './roster.js';

const zones = temporalZoneRules();
const SCHEDULES = ['secondary', 'primary'];
const parts = fc.double({ min: 0, max: 1, noNaN: true });

it('[G1.1] each row of a roster names whoever holds each schedule at its first, last and any moment, and the rows fill the span', () => {
  fc.assert(
    fc.property(handbooks, instants, fc.integer({ min: 1, max: 40 }), parts, (handbook, from, days, part) => {
      const span = { from, to: from + days * DAY_MS };
      const rows = rosterBetween(handbook, SCHEDULES, span, zones);
      expect(rows.map((row) => row.from)).toEqual([span.from, ...rows.slice(0, -1).map((row) => row.to)]);
      expect(rows.at(-1)?.to).toBe(span.to);
      for (const row of rows)
        for (const at of [row.from, Math.floor(row.from + part * (row.to - 1 - row.from)), row.to - 1])
          for (const schedule of SCHEDULES)
            expect(row.holders[schedule] ?? null).toBe(holderAt(handbook, schedule, at, zones)?.person ?? null);
    }),
    { numRuns: 30 },
  );
});
