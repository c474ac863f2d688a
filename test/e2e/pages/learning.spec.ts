import type { Browser } from 'playwright-core';
import { DAY_MS, MINUTE_MS } from '../../../domain/instant.js';
import { inspect, launch, type Visit } from './browser.js';
import { get, hiddenFields, post, textOf } from './http.js';
import { NIGHT, type PageWorld, pageWorld, STARTED } from './page-world.js';

const LOOKS: readonly Visit[] = [
  { device: 'phone', scheme: 'light' },
  { device: 'phone', scheme: 'dark' },
  { device: 'desktop', scheme: 'light' },
  { device: 'desktop', scheme: 'dark' },
];
const HOSTILE = '</pre><script>alert(1)</script> [click](https://evil.example)';

let world: PageWorld;
let browser: Browser;
let ada: string;
beforeAll(async () => {
  world = await pageWorld();
  browser = await launch();
  ada = await world.signIn('ada');
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** A Sev1 whose reopen window has ended, with a hostile note on its timeline. */
async function past(): Promise<string> {
  const key = await world.incidents.begin({ at: STARTED, learns: true });
  const by = { person: 'ada', via: 'API', verified: true } as const;
  await world.incidents.apply(key, { kind: 'acknowledge', by }, STARTED);
  await world.incidents.apply(key, { kind: 'addNote', text: HOSTILE, by }, STARTED);
  await world.incidents.apply(key, { kind: 'resolve', confirm: true, by }, STARTED + MINUTE_MS);
  await world.incidents.pass(key, STARTED + 40 * MINUTE_MS);
  world.setNow(NIGHT + DAY_MS);
  return key;
}

/** Fills the form of the incident's page in, and sends it. */
async function submit(key: string, segment: string, fields: Record<string, string>) {
  const page = await get(world, `/incidents/${key}`, { cookie: ada });
  return await post(world, `/incidents/${key}/${segment}`, { ...hiddenFields(page.body, segment), ...fields }, { cookie: ada });
}

const pageOf = async (path: string): Promise<string> => (await get(world, path, { cookie: ada })).body;

describe('[G2.6] the page of an incident that is learnt from', () => {
  it('shows the postmortem, what is missing and what is to be done; its forms close the incident', async () => {
    const key = await past();
    expect(textOf(await pageOf(`/incidents/${key}`))).toContain('the postmortem is not published');
    const added = await submit(key, 'add-follow-up', { title: HOSTILE, class: 'PREVENTIVE', owner: 'ben', due: '' });
    expect([added.status, world.incidents.state(key).postIncident?.followUps[0]?.owner]).toEqual([303, 'ben']);
    const nobody = await submit(key, 'add-follow-up', { title: 'x', class: 'PROCESS', owner: '', due: '' });
    expect([nobody.status, textOf(nobody.body)]).toEqual([422, expect.stringContaining('a follow-up without an owner is nobody’s')]);
    const written = await writeOn(key, 'what we learnt');
    expect(written.location).toBe(`/incidents/${key}/postmortem?written=1`);
    const published = await submit(key, 'publish-postmortem', {});
    expect([published.status, world.incidents.state(key).status]).toEqual([303, 'CLOSED']);
    expect(world.incidents.state(key).postIncident?.postmortem?.revision).toBe(2);
    const done = await submit(key, 'complete-follow-up', { followUp: '1', text: 'done' });
    expect([done.status, world.incidents.state(key).postIncident?.followUps[0]?.status]).toEqual([303, 'DONE']);
  });

  it('shows what is published as the text, and what was written since as not published, also after the end', async () => {
    const key = await past();
    await writeOn(key, 'what we learnt');
    await submit(key, 'publish-postmortem', {});
    const published = await pageOf(`/incidents/${key}/postmortem`);
    expect(textOf(published)).toMatch(/Revision 2, by Ada Osei , .*, published .*what we learnt/s);
    expect(await pageOf(`/incidents/${key}`)).not.toContain('is not published');
    expect(published).not.toContain('not published');
    await writeOn(key, 'what nobody has published');
    expect(textOf(await pageOf(`/incidents/${key}`))).toContain('Revision 3 is not published.');
    for (const isOver of [false, true]) {
      if (isOver) await submit(key, 'add-follow-up', { title: 'an alert', class: 'PREVENTIVE', owner: 'ben', due: '' });
      expect(world.incidents.state(key).status).toBe(isOver ? 'CLOSED' : 'POST_INCIDENT');
      const html = await pageOf(`/incidents/${key}/postmortem`);
      expect(textOf(html)).toMatch(/Revision 2, .*published .*what we learnt.*Revision 3 is not published.*what nobody has published/s);
      expect(html.includes('<textarea')).toBe(!isOver);
    }
  });

  it('keeps what was typed when somebody else wrote first, and writes nothing', async () => {
    const key = await past();
    const form = await pageOf(`/incidents/${key}/postmortem`);
    await writeOn(key, 'the first');
    const second = await post(world, `/incidents/${key}/postmortem`, { ...fieldsOf(form), text: 'the second' }, { cookie: ada });
    expect(second.status).toBe(409);
    expect(textOf(second.body)).toContain('revision 2 is the newest, not 1');
    expect(second.body).toContain('the second');
    expect(await pageOf(`/incidents/${key}/postmortem`)).toContain('the first');
  });

  it('is nobody’s without a session, and writes nothing for a form that is not ours', async () => {
    const key = await past();
    expect((await get(world, `/incidents/${key}/postmortem`)).location).toContain('/sign-in');
    const forged = await post(world, `/incidents/${key}/postmortem`, { text: 'forged', basedOn: '1', formKey: 'x' }, { cookie: ada });
    expect(forged.status).toBe(403);
    const reader = await world.signIn('chloe', 'VIEWER');
    expect((await get(world, `/incidents/${key}/postmortem`, { cookie: reader })).body).not.toContain('<textarea');
    expect((await get(world, '/incidents/INC-9/postmortem', { cookie: ada })).status).toBe(404);
  });

  it.each(LOOKS)('has nothing for axe to complain about and fits (%j), and lets no text write markup', async (visit) => {
    const key = await past();
    await submit(key, 'add-follow-up', { title: HOSTILE, class: 'TOOLING', owner: 'ben', due: '2027-01-15' });
    for (const path of [`/incidents/${key}`, `/incidents/${key}/postmortem`]) {
      const html = await pageOf(path);
      expect(html).not.toContain('<script');
      const { violations, width } = await inspect(browser, html, visit);
      expect(violations).toEqual([]);
      expect(width).toBeLessThanOrEqual(visit.device === 'phone' ? 390 : 1280);
    }
  });
});

const fieldsOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value]),
  );

async function writeOn(key: string, text: string) {
  const form = await pageOf(`/incidents/${key}/postmortem`);
  return await post(world, `/incidents/${key}/postmortem`, { ...fieldsOf(form), text }, { cookie: ada });
}
