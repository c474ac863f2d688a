import { applied, type DemoParts, type Lived, read, SEEN_WITHIN_MS, seen } from './steps.js';

const LINK = /https?:\/\/\S+\/handoff\?link=(\S+)/;

/** What is left of an incident that is over is handed to whoever is on call, who accepts by the link in the mail. Guide: G1.3 */
export async function tellTakenOver({ receivers, temporal, say }: DemoParts, { key, time }: Lived): Promise<void> {
  const mail = await receivers.until(
    (one) => one.title.includes(key) && LINK.test(one.text),
    'the handoff of what is over',
    SEEN_WITHIN_MS,
  );
  const [link = '', token = ''] = LINK.exec(mail.text) ?? [];
  const pressed = await fetch(link.slice(0, link.indexOf('?')), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ link: decodeURIComponent(token) }),
    redirect: 'manual',
  });
  if (pressed.status !== 303) throw new Error(`the handoff page answered ${pressed.status}`);
  // An incident of which another workflow is under way does not skip time.
  await seen('nobody is asked any more', async () => {
    const { raw } = await temporal.workflow.getHandle(key).describe();
    return (raw.pendingChildren ?? []).length === 0 ? true : null;
  });
  say.tell(await time.now(), `what is left of it goes to whoever is on call: ${mail.to} accepts by the link in the mail`);
}

/** Somebody says that it is over. */
export async function tellOver({ api, say }: DemoParts, { key, time }: Lived): Promise<void> {
  await applied(api.command('resolveIncident', 'ResolveIncidentInput', { key, text: 'rolled back', confirm: true }));
  const { status } = await read<{ status: string }>(api, key, 'status');
  if (status !== 'RESOLVED') throw new Error(`the incident is ${status}`);
  say.tell(await time.now(), `resolved: ${status}`);
}
