import { plainLine } from '../notifications/plain-line.js';
import type { Findings } from './findings.model.js';
import type { IncidentEvent } from './incident-event.model.js';

const KEPT = 3;
const LONGEST = 300;

/** The findings after `event`; the same where it tells nothing. */
export function findingsAfter(findings: Findings | undefined, event: IncidentEvent): Findings | undefined {
  const before = findings ?? { impact: null, tried: [] };
  switch (event.type) {
    case 'Assessed':
      return { ...before, impact: plainLine(event.impact, LONGEST) };
    case 'NoteAdded':
      return noted(before, event.by.person, event.text);
    case 'StatusSet':
      return event.text === null || event.text === '' ? findings : noted(before, event.by.person, event.text);
    default:
      return findings;
  }
}

const noted = (before: Findings, person: string, text: string): Findings => ({
  ...before,
  tried: [...before.tried, `${person}: ${plainLine(text, LONGEST)}`].slice(-KEPT),
});
