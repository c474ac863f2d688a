import { z } from 'zod';
import { systemClock } from '../../../config/clock.js';
import { ask } from '../graphql.js';
import { answer, type Cell, type JsonFlag, say, table } from '../output.js';
import { findServer } from '../server.js';
import { relative, stamp } from '../times.js';

export interface CreateFlags extends JsonFlag {
  readonly name: string;
  readonly role: string;
  readonly person?: string;
  readonly tool?: string;
  readonly permission?: readonly string[];
  readonly expiresAt?: string;
}

const FIELDS = 'id name person tool role permissions createdBy createdAt expiresAt revokedAt lastUsedAt';
const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  person: z.string().nullable(),
  tool: z.string().nullable(),
  role: z.string(),
  permissions: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
type TokenLine = z.infer<typeof tokenSchema>;

/** The token's text is the only thing on stdout, so that it can be piped to where it is kept. */
export async function create(flags: CreateFlags): Promise<void> {
  const { name, role, person, tool, permission, expiresAt } = flags;
  const input = { name, role: role.toUpperCase(), person, tool, permissions: permission?.map((one) => one.toUpperCase()), expiresAt };
  const document = `mutation Create($input: CreateTokenInput!) { createToken(input: $input) { secret token { ${FIELDS} } } }`;
  const shape = z.object({ createToken: z.object({ secret: z.string(), token: tokenSchema }) });
  const { secret, token } = (await ask(findServer(), { document, variables: { input }, shape })).createToken;
  if (flags.json !== true) say(`Token ${token.id} of ${ownerOf(token)}. It is not stored and cannot be shown again:`);
  answer({ token, secret }, flags, () => secret);
}

export async function list(flags: JsonFlag): Promise<void> {
  const { tokens } = await ask(findServer(), { document: `{ tokens { ${FIELDS} } }`, shape: z.object({ tokens: z.array(tokenSchema) }) });
  answer({ tokens }, flags, () =>
    table(
      ['ID', 'OWNER', 'ROLE', 'MADE', 'USED', 'STATE', 'NAME'],
      tokens.map((one) => [
        one.id,
        ownerOf(one),
        one.role,
        stamp(one.createdAt),
        one.lastUsedAt === null ? 'never' : relative(one.lastUsedAt),
        stateOf(one),
        one.name,
      ]),
    ),
  );
}

export async function revoke(id: string, flags: JsonFlag): Promise<void> {
  const document = `mutation Revoke($input: RevokeTokenInput!) { revokeToken(input: $input) { token { ${FIELDS} } } }`;
  const shape = z.object({ revokeToken: z.object({ token: tokenSchema }) });
  const { token } = (await ask(findServer(), { document, variables: { input: { id } }, shape })).revokeToken;
  answer({ token }, flags, () => `${token.id} (${token.name}) is void`);
}

const ownerOf = ({ person, tool }: TokenLine): string => person ?? `tool:${tool ?? ''}`;

function stateOf({ revokedAt, expiresAt }: TokenLine): Cell {
  if (revokedAt !== null) return { text: 'revoked', style: 'dim' };
  if (expiresAt === null) return { text: 'live', style: 'green' };
  const isExpired = Date.parse(expiresAt) <= systemClock.now();
  return { text: `${isExpired ? 'expired' : 'expires'} ${relative(expiresAt)}`, style: isExpired ? 'dim' : 'green' };
}
