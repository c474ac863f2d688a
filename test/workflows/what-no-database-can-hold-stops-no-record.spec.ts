import { WorkflowUpdateFailedError } from '@temporalio/client';
import { commandUpdateName } from '../../workflows/contracts/incident.contract.js';
import { story } from '../support/story.js';

const HALF = '\ud83d';

story(
  '[I12] a text that no database can hold is kept without what it cannot, however it came, and everything after it is recorded',
  async (it) => {
    await it.isAccepted((incident) =>
      incident.world.ntfy.answersFor(incident.key, () => ({
        status: 'FAILED',
        retryable: false,
        code: 'REJECTED',
        reason: `no such topic \u0000${HALF}`,
      })),
    );
    await it.time.untilQuiet();
    it.expectPaged('ada').over('email');
    await it.signals('ada', { kind: 'addNote', text: `looking ${HALF}at it\u0000` });
    await it.time.untilQuiet();
    expect(await it.does('ada', { kind: 'acknowledge' })).toMatchObject({ outcome: 'APPLIED', holder: 'ada' });
    const record = await it.record();
    expect(record.find(({ type }) => type === 'NoteAdded')).toMatchObject({ text: 'looking at it' });
    expect(record.find(({ type }) => type === 'DeliveryFailed')).toMatchObject({ reason: 'no such topic ' });
  },
);

story('whoever types such a text into the Temporal UI is told which field, and nothing happens', async (it) => {
  await it.receives();
  it.expectPaged('ada');
  const typed = (input: object) =>
    it.world.client.workflow.getHandle(it.key).executeUpdate(commandUpdateName('addNote'), { args: [{ by: 'ada', ...input }] });
  const failed = await typed({ text: 'a\u0000b' }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(WorkflowUpdateFailedError);
  expect(failed).toMatchObject({ cause: { type: 'INVALID_INPUT', message: 'text contains a NUL character' } });
  await expect(typed({ text: HALF })).rejects.toMatchObject({ cause: { type: 'INVALID_INPUT' } });
  expect(await it.counts('NoteAdded')).toBe(0);
});
