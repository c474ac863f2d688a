import type { NoticeDeskPort, NoticeOutcome, NoticeRequest, NoticeResult } from '../../activities/ports/notice-desk.port.js';
import type { DeliveryResult, Pager } from '../../activities/ports/pager.port.js';
import type { Channel, ContactMethod, Person, Urgency } from '../../domain/handbook/handbook.model.js';
import type { Clock } from '../config/clock.js';
import { inTime } from '../config/in-time.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { NoticesRepository } from './notices.repository.js';

export interface NoticeDeskParts {
  readonly notices: NoticesRepository;
  readonly handbooks: HandbookReader;
  readonly pagers: Readonly<Partial<Record<Channel, Pager>>>;
  readonly clock: Clock;
}

const SEND_MS = 4_000;

/**
 * Tells people what they should know over the methods that the handbook gives for its urgency: intent first, receipt after, and never
 * again what has a receipt. Whoever left the handbook is not told.
 */
export class NoticeDeskService implements NoticeDeskPort {
  constructor(private readonly parts: NoticeDeskParts) {}

  async tell(request: NoticeRequest): Promise<NoticeResult> {
    const { key, person, notice } = request;
    const known = await this.parts.notices.intend({ key, person, subject: notice.subject, at: this.parts.clock.now() });
    if (known !== null) return known;
    const result = await this.overFirstThatWorks(request);
    if (result.status !== 'RETRY') await this.parts.notices.settle(key, result, this.parts.clock.now());
    return result;
  }

  /** A method that is dead for good hands over to the next; one that may answer later is tried again, alone. */
  private async overFirstThatWorks(request: NoticeRequest): Promise<NoticeResult> {
    const methods = methodsOf(await this.personOf(request.person), request.notice.urgency);
    let last: NoticeOutcome = {
      status: 'FAILED',
      code: 'NOT_IN_HANDBOOK',
      reason: `${request.person} cannot be told: no such person, or no method`,
    };
    for (const method of methods) {
      const result = await this.over(method, request);
      if (result.status === 'SENT') return { status: 'SENT', method: method.id, receipt: result.receipt };
      if (result.retryable) return { status: 'RETRY', code: result.code, reason: result.reason };
      last = { status: 'FAILED', code: result.code, reason: result.reason };
    }
    return last;
  }

  private async over(method: ContactMethod, { key, notice }: NoticeRequest): Promise<DeliveryResult> {
    const pager = this.parts.pagers[method.channel];
    if (pager === undefined)
      return {
        status: 'FAILED',
        retryable: false,
        code: 'CHANNEL_NOT_CONFIGURED',
        reason: `no ${method.channel} is configured on this server`,
      };
    return await inTime(pager.tell({ address: method.address, idempotencyKey: `${key}/${method.id}`, notice }), SEND_MS, () => ({
      status: 'FAILED',
      retryable: true,
      code: 'TIMEOUT',
      reason: `no answer within ${SEND_MS} ms`,
    }));
  }

  private async personOf(id: string): Promise<Person | undefined> {
    const people = (await this.parts.handbooks.current())?.handbook.people ?? {};
    return Object.hasOwn(people, id) ? people[id] : undefined;
  }
}

function methodsOf(person: Person | undefined, urgency: Urgency): readonly ContactMethod[] {
  if (person === undefined) return [];
  return person.reach[urgency].flatMap(({ method }) => person.methods.filter((one) => one.id === method));
}
