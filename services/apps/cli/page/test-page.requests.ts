import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { messageOf } from '../../../config/message-of.js';
import { ask } from '../graphql.js';
import { say } from '../output.js';
import type { Server } from '../server.js';

const sendSchema = z.object({
  method: z.string(),
  channel: z.string(),
  status: z.enum(['INTENDED', 'SENT', 'FAILED']),
  error: z.string().nullable(),
});

/** What became of the test page over one method. */
export type TestSend = z.infer<typeof sendSchema>;

const SEND =
  'mutation SendTestPage($input: SendTestPageInput!) { sendTestPage(input: $input) { incidentKey sends { method channel status error } } }';
const sentSchema = z.object({ sendTestPage: z.object({ incidentKey: z.string(), sends: z.array(sendSchema) }) });

export async function sendTestPage(
  server: Server,
  person: string,
): Promise<{ readonly incidentKey: string; readonly sends: readonly TestSend[] }> {
  return (await ask(server, { document: SEND, variables: { input: { person } }, shape: sentSchema })).sendTestPage;
}

const STATE =
  'query TestPage($key: ID!) { incident(key: $key) { holder { id } pages(first: 10) { deliveries { method channel status error } } } }';
const stateSchema = z.object({
  incident: z
    .object({ holder: z.object({ id: z.string() }).nullable(), pages: z.array(z.object({ deliveries: z.array(sendSchema) })) })
    .nullable(),
});

export interface TestState {
  readonly holder: string | null;
  readonly deliveries: readonly TestSend[];
}

export async function stateOf(server: Server, key: string): Promise<TestState> {
  const { incident } = await ask(server, { document: STATE, variables: { key }, shape: stateSchema });
  return { holder: incident?.holder?.id ?? null, deliveries: incident?.pages.flatMap((page) => page.deliveries) ?? [] };
}

const CANCEL = 'mutation EndTest($input: CancelIncidentInput!) { cancelIncident(input: $input) { outcome } }';

/** The test is over: nobody is paged for it again. */
export async function cancel(server: Server, key: string): Promise<void> {
  const input = { key, commandId: randomUUID(), reason: 'it was a test page' };
  try {
    await ask(server, { document: CANCEL, variables: { input }, shape: z.object({ cancelIncident: z.object({ outcome: z.string() }) }) });
  } catch (error) {
    say(`the test incident ${key} could not be ended: ${messageOf(error)}; tocsin incident resolve ${key} --confirm`);
  }
}
