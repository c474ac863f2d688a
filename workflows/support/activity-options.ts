import type { ActivityOptions } from '@temporalio/workflow';
import { TASK_QUEUES } from '../contracts/ids.js';

/**
 * Every time-out and retry of every activity, in one place.
 * `startToClose` bounds one attempt: a worker that died mid-attempt is noticed after it. 5 s keeps a page on time within 10 s of a crash.
 */
export const ACTIVITY_OPTIONS = {
  /** The first attempt is short, so that whoever waits is told `DECIDED` within 2 s. */
  projectOnce: { startToCloseTimeout: '2s', scheduleToCloseTimeout: '2s', retry: { maximumAttempts: 1 } },
  /** Afterwards it goes on until the database answers; a refusal of the data itself cannot pass by waiting, yet is seen and tried again. */
  projectUntilDone: { startToCloseTimeout: '5s', retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' } },
  resolveResponders: { startToCloseTimeout: '3s', retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '5s' } },
  /** A retryable failure is tried again for half an hour; meanwhile the person's other methods and the ladder go their own way. */
  deliverPage: {
    taskQueue: TASK_QUEUES.notify,
    startToCloseTimeout: '5s',
    scheduleToCloseTimeout: '30m',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
  },
  /** A notice can wait: a mail server that is away for a weekend loses no reminder. */
  tellPerson: {
    taskQueue: TASK_QUEUES.notify,
    startToCloseTimeout: '10s',
    scheduleToCloseTimeout: '3 days',
    retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
  },
  /** Until the page answers: a hanging page holds up nothing but itself. */
  publishStatusPost: {
    taskQueue: TASK_QUEUES.notify,
    startToCloseTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  },
  handoffRecord: { startToCloseTimeout: '5s', retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' } },
  /** A brief that comes hours late helps nobody. */
  handoffNotice: {
    taskQueue: TASK_QUEUES.notify,
    startToCloseTimeout: '30s',
    scheduleToCloseTimeout: '4 hours',
    retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
  },
  coverRecord: { startToCloseTimeout: '5s', retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' } },
  /** Goes on for as long as a mail server may be away over a night: whoever can still accept should know. */
  coverNotice: {
    taskQueue: TASK_QUEUES.notify,
    startToCloseTimeout: '30s',
    scheduleToCloseTimeout: '12h',
    retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
  },
  /** Goes on until the database answers: nobody waits for a postmortem within seconds, and none is ever forgotten. */
  draftPostmortem: { startToCloseTimeout: '15s', retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } },
  /** A channel that is away for half a day has the reminder fail; the next one comes in time. Several methods, 4 s each, within one attempt. */
  sendReminder: {
    taskQueue: TASK_QUEUES.notify,
    startToCloseTimeout: '20s',
    scheduleToCloseTimeout: '12h',
    retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
  },
  /**
   * Goes on for a week: a tracker may be away over a weekend, and nobody waits. It asks for another delay itself where it knows one
   * (`Retry-After`, a rate limit's end). Three requests of 8 s and the listing of 15 s end within one attempt.
   */
  fileTicket: {
    taskQueue: TASK_QUEUES.notify,
    startToCloseTimeout: '45s',
    scheduleToCloseTimeout: '7d',
    retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '1h' },
  },
} as const satisfies Record<string, ActivityOptions>;
