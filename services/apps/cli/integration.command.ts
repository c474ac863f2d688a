import { Argument, Command } from 'commander';
import { z } from 'zod';
import { alertmanagerReceiver, pagerDutyReceiver } from '../../alerts/receiver-block.js';
import { withJson } from './flags.js';
import { ask } from './graphql.js';
import { answer, type Cell, type JsonFlag, say, table } from './output.js';
import { findServer } from './server.js';
import { relative, stamp } from './times.js';

interface CreateFlags extends JsonFlag {
  readonly name?: string;
}

const KINDS = ['alertmanager', 'pagerduty'] as const;
type Kind = (typeof KINDS)[number];
const KEY_ID = 'the key’s id, as `list` shows it';

export const integrationCommand = (): Command =>
  new Command('integration')
    .description('The keys with which monitors send alerts')
    .addCommand(
      withJson(new Command('create').description('Make a key, and print what to paste into the sender'))
        .addArgument(new Argument('<kind>', 'what kind of monitor sends').choices(KINDS))
        .option('--name <name>', 'what it is for')
        .action(create),
    )
    .addCommand(withJson(new Command('list').description('The keys, oldest first')).action(list))
    .addCommand(
      withJson(
        new Command('rotate')
          .description('Make a second key for the same monitor; both work until the first one is revoked')
          .argument('<id>', KEY_ID),
      ).action(rotate),
    )
    .addCommand(
      withJson(new Command('revoke').description('Make a key void, within five seconds').argument('<id>', KEY_ID)).action(revoke),
    );

const FIELDS = 'id integrationId name kind prefix createdBy createdAt lastUsedAt revokedAt revokedUsedAt';
const integrationSchema = z.object({
  id: z.string(),
  integrationId: z.string(),
  name: z.string(),
  kind: z.string(),
  prefix: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  revokedUsedAt: z.string().nullable(),
});
const madeSchema = z.object({ made: z.object({ secret: z.string(), integration: integrationSchema }) });

async function create(kind: Kind, flags: CreateFlags): Promise<void> {
  const input = { kind: kind.toUpperCase(), name: flags.name ?? kind };
  const document = `mutation Create($input: CreateIntegrationInput!) { made: createIntegration(input: $input) { secret integration { ${FIELDS} } } }`;
  await made(document, input, flags);
}

async function rotate(id: string, flags: JsonFlag): Promise<void> {
  const document = `mutation Rotate($input: IntegrationKeyInput!) { made: rotateIntegration(input: $input) { secret integration { ${FIELDS} } } }`;
  await made(document, { id }, flags);
  if (flags.json !== true) say(`The key ${id} goes on working. When the sender uses the new one: tocsin integration revoke ${id}`);
}

async function made(document: string, input: object, flags: JsonFlag): Promise<void> {
  const server = findServer();
  const { secret, integration } = (await ask(server, { document, variables: { input }, shape: madeSchema })).made;
  const where = { baseUrl: server.runtime?.publicUrl ?? server.url, secret };
  const receiver = integration.kind === 'ALERTMANAGER' ? alertmanagerReceiver(where) : pagerDutyReceiver(where);
  if (flags.json !== true) say(`Key ${integration.id} of “${integration.name}”. It is not stored and cannot be shown again:\n`);
  answer({ integration, secret, receiver }, flags, () => receiver.trimEnd());
}

async function list(flags: JsonFlag): Promise<void> {
  const shape = z.object({ integrations: z.array(integrationSchema) });
  const { integrations } = await ask(findServer(), { document: `{ integrations { ${FIELDS} } }`, shape });
  answer({ integrations }, flags, () =>
    integrations.length === 0
      ? 'no integrations; make one with `tocsin integration create alertmanager`'
      : table(
          ['ID', 'KIND', 'KEY', 'MADE', 'USED', 'STATE', 'NAME'],
          integrations.map((one) => [
            one.id,
            one.kind.toLowerCase(),
            `${one.prefix}_…`,
            stamp(one.createdAt),
            used(one.lastUsedAt),
            stateOf(one),
            one.name,
          ]),
        ),
  );
}

const used = (at: string | null): string => (at === null ? 'never' : relative(at));

function stateOf({ revokedAt, revokedUsedAt }: z.infer<typeof integrationSchema>): Cell {
  if (revokedAt === null) return { text: 'live', style: 'green' };
  return revokedUsedAt === null ? { text: 'revoked', style: 'dim' } : { text: `revoked, used ${relative(revokedUsedAt)}`, style: 'yellow' };
}

async function revoke(id: string, flags: JsonFlag): Promise<void> {
  const document = `mutation Revoke($input: IntegrationKeyInput!) { revokeIntegration(input: $input) { integration { ${FIELDS} } } }`;
  const shape = z.object({ revokeIntegration: z.object({ integration: integrationSchema }) });
  const { integration } = (await ask(findServer(), { document, variables: { input: { id } }, shape })).revokeIntegration;
  answer({ integration }, flags, () => `${integration.prefix}_… (${integration.name}) is void`);
}
