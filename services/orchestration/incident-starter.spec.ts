import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { opening } from '../../test/support/story-incident.js';
import { IncidentStarter } from './incident-starter.js';

const begun: unknown[] = [];
const start = async (_workflow: string, options: { readonly args: readonly unknown[] }) => void begun.push(options.args[0]);
const starter = new IncidentStarter({ workflow: { start } } as unknown as Client, {} as Pool);
const open = (title: string) => starter.open({ phase: 'INCIDENT', opening: { ...opening(), title }, snapshot: null, fence: 0 });

it('[I1] a long plan is no reason to page nobody', async () => {
  expect(await open('x'.repeat(100 * 1024))).toBe('STARTED');
  expect(begun).toHaveLength(1);
});

it('[I13] what Temporal would not take is refused before it is sent', async () => {
  await expect(open('x'.repeat(2 * 1024 * 1024))).rejects.toThrow('INC-1042 has');
  expect(begun).toHaveLength(1);
});
