import type { NightMap, Trouble } from '../../domain/escalation/night-map.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import { LEGEND, MARKS, summarise } from './night-report.js';

const COLOURS: Readonly<Record<Trouble, string>> = { UNREACHABLE: '#b3001b', TWICE: '#d9480f', ASLEEP: '#e8590c' };

/** The night map as a page of its own, without scripts; whatever the handbook holds is escaped. */
export function nightPage(handbook: Handbook, map: NightMap): string {
  const head = Array.from({ length: 24 }, (_, hour) => `<th scope="col">${String(hour).padStart(2, '0')}</th>`).join('');
  const rows = map.rows.map((row) => `<tr><th scope="row">${row.date}</th>${row.hours.map(cell).join('')}</tr>`).join('\n');
  const troubles = summarise(handbook, map.findings).map(
    ({ trouble, words, hours, nights }) => `<li><b>${MARKS[trouble]}</b> ${escaped(words)} (${hours} h on ${nights} days)</li>`,
  );
  const legend = Object.entries(LEGEND).map(
    ([trouble, words]) => `<li><b class="${trouble}">${MARKS[trouble as Trouble]}</b> ${words}</li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Night map of ${escaped(handbook.id)} ${escaped(handbook.version)}</title>
<style>
body{font:14px system-ui,sans-serif;margin:2rem}td,th{padding:.2rem .3rem;text-align:center}td{background:#eef2ee}
th[scope=row]{font-variant-numeric:tabular-nums}.UNREACHABLE,.TWICE,.ASLEEP{color:#fff}
${Object.entries(COLOURS)
  .map(([trouble, colour]) => `.${trouble}{background:${colour}}`)
  .join('')}
</style></head><body>
<h1>Night map of ${escaped(handbook.id)} ${escaped(handbook.version)}</h1>
<p>Every quarter hour × service × severity, planned as if nobody answered. Hours of ${escaped(map.timezone)}.</p>
<table><thead><tr><td></td>${head}</tr></thead><tbody>
${rows}
</tbody></table>
<ul>${legend.join('')}</ul>
<h2>Trouble</h2>
${troubles.length === 0 ? '<p>None.</p>' : `<ul>${troubles.join('\n')}</ul>`}
</body></html>
`;
}

const cell = (trouble: Trouble | null): string =>
  trouble === null ? '<td></td>' : `<td class="${trouble}" title="${LEGEND[trouble]}">${MARKS[trouble]}</td>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
