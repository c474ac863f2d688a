import type { Scenario } from '../../../domain/escalation/scenario.js';
import type { Simulation } from '../../../domain/escalation/simulate.js';
import type { Handbook } from '../../../domain/handbook/handbook.model.js';
import { rungWords } from '../../../domain/incidents/rung-words.js';
import { skipWords } from '../../../domain/incidents/skip-words.js';
import { MINUTE_MS } from '../../../domain/instant.js';
import { table } from './output.js';

const minutes = (ms: number): string => `T+${Math.round(ms / MINUTE_MS)}`;
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;

/** The list as a table, and how it ends. */
export function inWords(handbook: Handbook, { service, severity, at }: Scenario, simulated: Simulation): string {
  const rows = simulated.pages.map((page) => [
    minutes(page.afterMs),
    utc(page.at),
    page.person,
    handbook.people[page.person]?.name ?? page.person,
    page.method,
    rungWords(page.rung),
  ]);
  const skipped = simulated.skipped.map((skip) => `${minutes(skip.afterMs)}  nobody for ${skip.target}: ${skipWords(skip)}`);
  const end =
    simulated.exhaustedAfterMs === null
      ? `${simulated.acknowledgedBy ?? 'nobody'} has it`
      : `nobody answered: the ladder is used up at ${minutes(simulated.exhaustedAfterMs)}, and the catch-all is paged again and again`;
  return [
    `${severity} on ${service} at ${utc(at)}`,
    '',
    table(['AFTER', 'AT', 'PERSON', 'NAME', 'METHOD', 'WHY'], rows),
    ...skipped,
    '',
    end,
  ].join('\n');
}
