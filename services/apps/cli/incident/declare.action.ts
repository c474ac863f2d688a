import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ask } from '../graphql.js';
import { harmless } from '../harmless.js';
import { answer, type JsonFlag, say } from '../output.js';
import { findServer } from '../server.js';
import { INCIDENT_FIELDS, incidentSchema } from './incident.shape.js';
import { titleOf } from './incident.words.js';

export interface DeclareFlags extends JsonFlag {
  readonly title: string;
  readonly severity: string;
  readonly test?: true;
  readonly restricted?: true;
  readonly dedupKey?: string;
  readonly onBehalfOf?: string;
}

const DECLARE = `mutation Declare($input: DeclareIncidentInput!) { declareIncident(input: $input) { created incident { ${INCIDENT_FIELDS} } } }`;

const shape = z.object({ declareIncident: z.object({ created: z.boolean(), incident: incidentSchema }) });

/** Starts an incident; its ladder is paged at once, or with `--test` only the person who declares. */
export async function declare(service: string, flags: DeclareFlags): Promise<void> {
  const { title, severity, onBehalfOf } = flags;
  const dedupKey = flags.dedupKey ?? randomUUID();
  const input = { service, title, severity, onBehalfOf, dedupKey, test: flags.test === true, restricted: flags.restricted === true };
  const server = findServer();
  const { created, incident } = (await ask(server, { document: DECLARE, variables: { input }, shape })).declareIncident;
  const url = `${server.runtime?.publicUrl ?? server.url}${incident.path}`;
  answer(
    { created, incident, url },
    flags,
    () =>
      `${incident.key}: ${created ? 'declared' : 'had been declared before'}: ${incident.severity} ${harmless(`${incident.service.id}: ${titleOf(incident)}`)}`,
  );
  if (flags.json !== true) say(url);
}
