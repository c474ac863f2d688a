import type { TicketRequest, TicketResult, TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import { closeGate } from '../../domain/postincident/close-gate.js';
import { learningHandbook } from '../support/learning-handbook.js';
import { story } from '../support/story.js';
import { followUp, isHandedOver, isResolvedByAda } from '../support/story-learning.js';

/** A tracker in memory that refuses until it is told not to. */
class StoryTracker implements TicketTracker {
  readonly kind = 'github';
  readonly asked: TicketRequest[] = [];
  refuses = true;

  find(): Promise<{ readonly status: 'NONE' }> {
    return Promise.resolve({ status: 'NONE' });
  }

  create(request: TicketRequest): Promise<TicketResult> {
    this.asked.push(request);
    const refused = { status: 'REFUSED', code: 'UNAUTHORIZED', reason: 'the token is not valid' } as const;
    const filed = { status: 'FILED', id: `${this.asked.length}`, url: 'https://git.example/issues/7' } as const;
    return Promise.resolve(this.refuses ? refused : filed);
  }
}

const tracker = new StoryTracker();

story(
  '[G2.6] a follow-up whose ticket is refused holds the incident open, says why, and is filed once when somebody asks again',
  async (it) => {
    await isResolvedByAda(it, 'SEV1', followUp);
    await isHandedOver(it);
    expect(await it.does('ada', { kind: 'publishPostmortem', revision: 1 })).toMatchObject({ status: 'POST_INCIDENT' });
    expect(closeGate(await it.state()).missing).toMatchObject([{ code: 'TICKET_NOT_FILED', followUp: 1 }]);
    expect((await it.state()).postIncident?.followUps[0]?.ticket).toMatchObject({ status: 'FAILED', code: 'UNAUTHORIZED' });
    tracker.refuses = false;
    await it.does('ada', { kind: 'fileFollowUpTicket', followUp: 1 });
    await it.time.untilQuiet();
    const after = await it.state();
    expect(after.postIncident?.followUps[0]?.ticket).toMatchObject({ status: 'FILED', url: 'https://git.example/issues/7' });
    expect(after.status).toBe('CLOSED');
    expect(tracker.asked.map(({ key }) => key)).toEqual([`${it.key}/follow-up/1`, `${it.key}/follow-up/1`]);
    expect(await it.counts('TicketFiled')).toBe(1);
  },
  { handbook: learningHandbook, tracker },
);
