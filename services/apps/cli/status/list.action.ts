import { z } from 'zod';
import { ask } from '../graphql.js';
import { answer, type Cell, type JsonFlag, table } from '../output.js';
import { findServer, type Server } from '../server.js';
import { relative } from '../times.js';
import { type PostLine, postsOf } from './post.shape.js';

const PAGE = '{ statusPage { name path indicator ongoing components { id name state } updatedAt } }';

const shape = z.object({
  statusPage: z.object({
    name: z.string(),
    path: z.string(),
    indicator: z.string(),
    ongoing: z.array(z.string()),
    components: z.array(z.object({ id: z.string(), name: z.string(), state: z.string() })),
    updatedAt: z.string().nullable(),
  }),
});

/** The page as the public reads it, or what was and may be told of one incident. */
export async function list(key: string | undefined, flags: JsonFlag): Promise<void> {
  const server = findServer();
  if (key === undefined) return await page(server, flags);
  const posts = await postsOf(server, key);
  answer({ posts }, flags, () =>
    posts.length === 0
      ? `nothing is told of ${key}, and nothing is drafted`
      : table(['POST', 'STATE', 'PHASE', 'SENT', 'TEXT'], posts.map(row)),
  );
}

async function page(server: Server, flags: JsonFlag): Promise<void> {
  const { statusPage } = await ask(server, { document: PAGE, shape });
  const url = `${server.runtime?.publicUrl ?? server.url}${statusPage.path}`;
  answer({ statusPage, url }, flags, () => {
    const components = table(
      ['COMPONENT', 'STATE', 'NAME'],
      statusPage.components.map(({ id, name, state }) => [id, { text: state, style: state === 'OPERATIONAL' ? 'green' : 'red' }, name]),
    );
    const ongoing = statusPage.ongoing.length === 0 ? 'nothing is told as going on' : `going on: ${statusPage.ongoing.join(', ')}`;
    return `${statusPage.name}, ${url}\n${ongoing}\n\n${components}`;
  });
}

const row = ({ id, state, phase, publishedAt, refusal, text }: PostLine): readonly Cell[] => [
  id,
  { text: refusal === null ? state : `${state}, refused`, style: state === 'DRAFT' ? 'yellow' : 'green' },
  phase,
  publishedAt === null ? '' : relative(publishedAt),
  text.slice(0, 80),
];
