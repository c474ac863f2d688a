import { applied, type DemoParts, type Lived, read, seen } from './steps.js';

/** What the public was told. */
export interface ToldPost {
  readonly phase: 'INVESTIGATING' | 'RESOLVED';
  /** Epoch ms: the time that the public reads. */
  readonly at: number;
}

interface Post {
  readonly id: string;
  readonly phase: string;
  readonly state: 'DRAFT' | 'PUBLISHING' | 'PUBLISHED';
  readonly text: string;
  readonly publishedAt: string | null;
}

interface Summary {
  readonly incidents: readonly { readonly id: string; readonly status: string }[];
  readonly components: readonly { readonly id: string; readonly status: string }[];
}

/** What was drafted by itself is published by a person, and the public page shows it. Guide: G2.5 */
export async function tellPublic(parts: DemoParts, { key, time }: Lived, phase: ToldPost['phase']): Promise<ToldPost> {
  const { api, say, runtime } = parts;
  const draft = await seen(`a draft: ${phase}`, () => postOf(parts, key, phase, 'DRAFT'));
  if ((await summaryOf(parts, key)).status === phase.toLowerCase()) throw new Error('the draft is public already');
  say.tell(await time.now(), `for the status page, drafted in the handbook's words: “${draft.text}”`);
  await applied(api.command('publishStatusPost', 'PublishStatusPostInput', { key, post: draft.id }));
  const published = await seen(`the post is out: ${phase}`, () => postOf(parts, key, phase, 'PUBLISHED'));
  const shown = await seen(`the status page says ${phase}`, async () => {
    const summary = await summaryOf(parts, key);
    return summary.status === (phase === 'RESOLVED' ? null : phase.toLowerCase()) ? summary : null;
  });
  const isUp = shown.payments === 'operational';
  if (isUp !== (phase === 'RESOLVED')) throw new Error(`the status page shows payments as ${shown.payments}`);
  say.tell(await time.now(), `a person presses publish; ${runtime.publicUrl}/status shows it: payments ${shown.payments}`);
  return { phase, at: Date.parse(published.publishedAt ?? '') };
}

async function postOf({ api }: DemoParts, key: string, phase: string, state: Post['state']): Promise<Post | null> {
  const { statusPosts } = await read<{ statusPosts: readonly Post[] }>(api, key, 'statusPosts { id phase state text publishedAt }');
  return statusPosts.find((post) => post.phase === phase && post.state === state) ?? null;
}

/** What the public page's own API says of the incident; null: it is told of no more, or not yet. */
async function summaryOf({ runtime }: DemoParts, key: string): Promise<{ readonly status: string | null; readonly payments: string }> {
  const response = await fetch(`${runtime.apiUrl}/status/api/v2/summary.json`);
  if (!response.ok) throw new Error(`the status page answered ${response.status}`);
  const { incidents, components } = (await response.json()) as Summary;
  return {
    status: incidents.find(({ id }) => id === key)?.status ?? null,
    payments: components.find(({ id }) => id === 'payments')?.status ?? 'missing',
  };
}
