import { Client, Connection } from '@temporalio/client';
import { DomainFailure } from '../../domain/error.js';
import { IncidentCommandsService } from '../../services/orchestration/incident-commands.service.js';
import { PostmortemRevisionsRepository } from '../../services/persistence/postmortem-revisions.repository.js';
import { story } from '../support/story.js';
import type { StoryWorld } from '../support/story-world.js';

/** gRPC's FAILED_PRECONDITION: what Temporal answers to an update beyond the 2 000 that it takes of one run. */
const refusal = Object.assign(new Error('9 FAILED_PRECONDITION: refused'), { code: 9, details: 'refused', metadata: { get: () => [] } });

/** The API's commands, by a connection on which Temporal refuses these calls. */
async function commandsRefused(world: StoryWorld, calls: readonly ('updateWorkflowExecution' | 'signalWorkflowExecution')[]) {
  const connection = await Connection.connect({ address: world.temporalAddress });
  for (const call of calls) Object.assign(connection.workflowService, { [call]: () => Promise.reject(refusal) });
  const client = new Client({ connection, namespace: world.namespace });
  const { openings, starter, declarations, pool } = world;
  const revisions = new PostmortemRevisionsRepository(pool);
  const commands = new IncidentCommandsService({ client, openings, starter, declarations, revisions });
  return { commands, [Symbol.asyncDispose]: () => connection.close() };
}

const acknowledge = (commandId: string) =>
  ({ commandId, issuedAt: Date.now(), by: { person: 'ada', via: 'API', verified: true }, command: { kind: 'acknowledge' } }) as const;

story('a command whose update Temporal refuses is kept as a signal, answers PENDING, and acts once', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await using api = await commandsRefused(it.world, ['updateWorkflowExecution']);
  expect(await api.commands.execute(it.key, acknowledge('ack-1'))).toMatchObject({ outcome: 'PENDING', commandId: 'ack-1' });
  await it.time.untilQuiet();
  expect((await it.state()).holder?.person).toBe('ada');
  expect(await it.asks('ada', { kind: 'acknowledge' }, 'ack-1')).toMatchObject({ outcome: 'APPLIED', holder: 'ada' });
  expect(await it.counts('Acknowledged')).toBe(1);
});

story('where Temporal refuses the signal too, the person is told so, and the ladder goes on', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  await using api = await commandsRefused(it.world, ['updateWorkflowExecution', 'signalWorkflowExecution']);
  const refused = await api.commands.execute(it.key, acknowledge('ack-2')).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DomainFailure);
  expect(refused).toMatchObject({ error: { code: 'UNAVAILABLE' } });
  expect((await it.state()).holder).toBeNull();
  await it.passes('15 minutes');
  it.expectPaged('ben');
});
