import { styleText } from 'node:util';
import type { Step } from '../../embedded/stopwatch.js';
import type { Started } from './up.model.js';

type Write = (line: string) => void;

/** `  ✓ PostgreSQL answers                 0.8 s` */
export const stepLine = (step: Step): string => {
  const detail = step.detail === undefined ? '' : `  ${styleText('dim', step.detail)}`;
  return `  ${styleText('green', '✓')} ${step.name.padEnd(34)} ${styleText('dim', `${(step.ms / 1_000).toFixed(1)} s`)}${detail}`;
};

const OPEN = `WorkflowType="incident" AND ExecutionStatus="Running" AND TocsinStatus!="RESOLVED"`;
const WORST = `${OPEN} AND TocsinSeverity IN ("SEV1", "SEV2")`;

/** The incidents that are not over, in the Temporal UI. The server refuses ORDER BY, so the worst have a list of their own, first. */
function temporalLink(base: string, namespace: string, query: string): string {
  return `${base}/namespaces/${namespace}/workflows?query=${encodeURIComponent(query)}`;
}

const MOST_DIFF_LINES = 12;

/** Everything that somebody who just started Tocsin wants to see, the line to try last. */
export function report(started: Started, write: Write): void {
  const row = (name: string, value: string): void => write(`  ${name.padEnd(18)} ${value}`);
  write('');
  write(styleText('bold', `Handbook ${started.handbookName}`));
  const diff = started.handbookDiff;
  for (const line of diff.slice(0, MOST_DIFF_LINES)) write(`  ${line}`);
  if (diff.length > MOST_DIFF_LINES) write(`  … and ${diff.length - MOST_DIFF_LINES} more`);
  if (diff.length === 0) write('  unchanged');
  for (const line of started.unreachable) write(`  ${styleText('yellow', '!')} ${line}`);
  if (started.resumed.length > 0) write(`  resumed from the record: ${started.resumed.join(', ')}`);
  write('');
  write(styleText('bold', 'Open'));
  row('incidents', `${started.publicUrl}/incidents`);
  row('GraphQL', `${started.publicUrl}/graphiql`);
  row('status', `${started.apiUrl}/ready`);
  if (started.mailUrl !== null) row('mail (evaluation)', started.mailUrl);
  if (started.temporalUiUrl !== null) {
    row('Temporal UI, worst', temporalLink(started.temporalUiUrl, started.namespace, WORST));
    row('Temporal UI, all', temporalLink(started.temporalUiUrl, started.namespace, OPEN));
  }
  if (started.adminToken !== null) {
    write('');
    write(`${styleText('bold', 'Admin token')} (shown once; \`npx tocsin token admin\` on this machine makes another)`);
    write(`  ${started.adminToken}`);
  }
  write('');
  write(`Try: ${styleText('cyan', 'npx tocsin alert send payments --priority high')}`);
}
