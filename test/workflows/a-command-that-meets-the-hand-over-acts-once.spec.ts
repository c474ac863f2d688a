import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../services/embedded/wait.js';
import { postIncidentWorkflowId } from '../../workflows/contracts/ids.js';
import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { isResolvedByAda } from '../support/story-learning.js';

const { SEV1 } = learningHandbook.severities;
/** Real time: what is sent meets the end of the reopen window wherever it is just then. */
const quick = { ...learningHandbook, severities: { ...learningHandbook.severities, SEV1: { ...SEV1, reopenWindowMs: 2_000 } } };
const NOTES = 60;
const EVERY_MS = 50;

story(
  '[G2.6] a command that meets the hand-over is not lost and acts once, as an update, as a signal, or as both',
  async (it) => {
    await isResolvedByAda(it, 'SEV1');
    const told: Promise<unknown>[] = [];
    for (let note = 0; note < NOTES; note += 1) {
      const command = { kind: 'addNote', text: `note ${note}` } as const;
      const commandId = `note-${note}`;
      if (note % 3 !== 1) told.push(it.asks('ada', command, commandId));
      if (note % 3 !== 0) told.push(it.signals('ada', command, { commandId }).catch(() => it.asks('ada', command, commandId)));
      await delay(EVERY_MS);
    }
    const answers = await Promise.allSettled(told);
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
    it.livesIn(postIncidentWorkflowId(it.key));
    const isAll = await waitUntil(async () => (await it.counts('NoteAdded')) >= NOTES, 20_000);
    const notes = (await it.record()).flatMap((event) => (event.type === 'NoteAdded' ? [event.text] : []));
    expect(isAll).toBe(true);
    expect([...notes].sort()).toEqual(Array.from({ length: NOTES }, (_, note) => `note ${note}`).sort());
    const began = (await it.record()).findIndex(({ type }) => type === 'PostIncidentBegan');
    expect(began).toBeGreaterThan(0);
    expect((await it.state()).status).toBe('POST_INCIDENT');
  },
  { handbook: quick },
);
