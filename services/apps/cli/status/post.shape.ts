import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import type { Server } from '../server.js';

export const POST_FIELDS = 'id phase title text components impact state draftedBy { id } publishedBy { id } publishedAt refusal';

const person = z.object({ id: z.string() }).nullable();

export const postSchema = z.object({
  id: z.string(),
  phase: z.string(),
  title: z.string(),
  text: z.string(),
  components: z.array(z.string()),
  impact: z.string(),
  state: z.string(),
  draftedBy: person,
  publishedBy: person,
  publishedAt: z.string().nullable(),
  refusal: z.string().nullable(),
});

export type PostLine = z.infer<typeof postSchema>;

const shape = z.object({ incident: z.object({ statusPosts: z.array(postSchema) }).nullable() });

/** The posts of an incident, oldest first. Throws `NOT_FOUND` where there is none, or none for this token. */
export async function postsOf(server: Server, key: string): Promise<readonly PostLine[]> {
  const document = `query Posts($key: ID!) { incident(key: $key) { statusPosts { ${POST_FIELDS} } } }`;
  const { incident } = await ask(server, { document, variables: { key }, shape });
  if (incident === null) throw new DomainFailure({ code: 'NOT_FOUND', field: 'key', detail: `there is no incident ${key}` });
  return incident.statusPosts;
}
