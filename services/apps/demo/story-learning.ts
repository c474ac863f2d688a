import { DAY_MS, MINUTE_MS } from '../../../domain/instant.js';
import { postIncidentWorkflowId } from '../../../workflows/contracts/ids.js';
import { VirtualTime } from '../../orchestration/virtual-time.js';
import { applied, type DemoParts, type Lived, reaches, read, SEEN_WITHIN_MS, seen } from './steps.js';
import { type DoneFollowUp, type FiledTicket, fileFollowUps, untilDone } from './story-follow-ups.js';

export interface Learnt {
  readonly tickets: readonly FiledTicket[];
  readonly postmortem: { readonly publishedRevision: number; readonly owner: string; readonly dueAt: number };
  readonly followUps: readonly DoneFollowUp[];
  readonly closed: boolean;
}

const REOPEN_WINDOW_MS = 30 * MINUTE_MS;
const REMINDED_BEFORE_MS = 2 * DAY_MS;

/** The reopen window passes; a postmortem, follow-ups, weeks, and nothing is left to do. Guide: G2.6 */
export async function tellLearning(parts: DemoParts, night: Lived): Promise<{ readonly learnt: Learnt; readonly lived: Lived }> {
  parts.say.chapter('The weeks after', 'goes on');
  const lived = await handOver(parts, night);
  const draft = await drafted(parts, lived);
  const tickets = await fileFollowUps(parts, lived);
  await isReminded(parts, lived, draft);
  const publishedRevision = await publish(parts, lived);
  const followUps = await untilDone(parts, lived);
  const { status } = await read<{ status: string }>(parts.api, lived.key, 'status');
  return { learnt: { tickets, postmortem: { publishedRevision, ...draft }, followUps, closed: status === 'CLOSED' }, lived };
}

/** The reopen window ends, and another workflow goes on where the incident's own one ended. */
async function handOver({ api, temporal, say }: DemoParts, { key, time }: Lived): Promise<Lived> {
  const ended = await time.passes(REOPEN_WINDOW_MS + MINUTE_MS);
  const workflowId = postIncidentWorkflowId(key);
  await seen('the workflow that learns', () =>
    temporal.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => null),
  );
  const learning = { key, time: new VirtualTime(temporal, workflowId) };
  await reaches(learning, ended);
  const { status } = await read<{ status: string }>(api, key, 'status');
  if (status !== 'POST_INCIDENT') throw new Error(`the incident is ${status}`);
  say.tell(await learning.time.now(), `the reopen window is over: ${status}; ${workflowId} goes on, for weeks`);
  return learning;
}

interface Draft {
  readonly owner: string;
  readonly dueAt: number;
}

interface Postmortem {
  readonly status: string;
  readonly owner: { readonly id: string } | null;
  readonly dueAt: string | null;
  readonly revision: number;
  readonly text: string | null;
}

const postmortemOf = async ({ api }: DemoParts, key: string): Promise<Postmortem | null> =>
  (await read<{ postmortem: Postmortem | null }>(api, key, 'postmortem { status owner { id } dueAt revision text }')).postmortem;

async function drafted(parts: DemoParts, { key, time }: Lived): Promise<Draft> {
  const { owner, dueAt, text } = await seen('the postmortem is drafted', async () => {
    const postmortem = await postmortemOf(parts, key);
    return postmortem?.status === 'DRAFTED' ? postmortem : null;
  });
  if (owner === null || dueAt === null || text === null) throw new Error('the postmortem has no owner, due date or text');
  const lines = text.split('\n').length;
  parts.say.tell(
    await time.now(),
    `the postmortem is drafted from the record, ${lines} lines; ${owner.id} owns it, due ${dueAt.slice(0, 10)}`,
  );
  return { owner: owner.id, dueAt: Date.parse(dueAt) };
}

async function isReminded({ receivers, say }: DemoParts, learning: Lived, { dueAt }: Draft): Promise<void> {
  const at = await reaches(learning, dueAt - REMINDED_BEFORE_MS);
  const subject = `${learning.key}: the postmortem is due in 2 days`;
  const mail = await receivers.until((one) => one.channel === 'email' && one.title.includes(subject), subject, SEEN_WITHIN_MS);
  say.tell(at, `mail to ${mail.to}: ${mail.title}`);
}

/** Somebody writes what was learnt, and publishes it: nothing is missing any more. */
async function publish(parts: DemoParts, { key, time }: Lived): Promise<number> {
  const { api, say } = parts;
  const postmortem = await postmortemOf(parts, key);
  const text = (postmortem?.text ?? '').replace('Why did it happen, and why could it?', 'A deployment halved the pool of connections.');
  const edit = { key, basedOn: postmortem?.revision ?? 0, text };
  const { editPostmortem } = await api.graphql<{ editPostmortem: { revision: number } }>(
    'mutation ($input: EditPostmortemInput!) { editPostmortem(input: $input) { revision } }',
    { input: edit },
  );
  const { revision } = editPostmortem;
  await applied(api.command('publishPostmortem', 'PublishPostmortemInput', { key, revision }));
  const { status, closeGate } = await read<{ status: string; closeGate: { met: boolean } }>(api, key, 'status closeGate { met }');
  if (status !== 'CLOSED' || !closeGate.met) throw new Error(`the incident is ${status}`);
  say.tell(await time.now(), `the root cause is written down and revision ${revision} published; nothing is missing: ${status}`);
  return revision;
}
