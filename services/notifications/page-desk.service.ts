import type { DeliverRequest, DeskResult, PageDeskPort } from '../../activities/ports/page-desk.port.js';
import type { DeliveryResult, Pager } from '../../activities/ports/pager.port.js';
import type { Channel, Person } from '../../domain/handbook/handbook.model.js';
import type { Clock } from '../config/clock.js';
import { inTime } from '../config/in-time.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { AckLinks } from './ack-link.js';
import { pageMessage } from './page-message.js';
import type { PageTexts } from './page-texts.js';
import type { SendGate } from './send-gate.js';

export interface PageDeskParts {
  readonly gate: SendGate;
  readonly texts: PageTexts;
  readonly links: AckLinks;
  readonly handbooks: HandbookReader;
  readonly pagers: Readonly<Partial<Record<Channel, Pager>>>;
  readonly clock: Clock;
  readonly warn: (message: string, detail: object) => void;
}

/** With a silent database the gate takes 1 s and the receipt another: together one attempt ends before its activity's 5 s. */
const SEND_MS = 2_900;

/** Gets one page to one person over one channel: through the send gate, with the texts of the alert, receipt after. Guide: G1.2 */
export class PageDeskService implements PageDeskPort {
  constructor(private readonly parts: PageDeskParts) {}

  async deliver(request: DeliverRequest): Promise<DeskResult> {
    const [gate, summary, person] = await Promise.all([
      this.parts.gate.pass(request),
      this.parts.texts.summaryOf(request.incidentKey),
      this.personOf(request),
    ]);
    if (gate.status === 'STALE') return { status: 'STALE' };
    if (gate.status === 'SENT') return gate;
    if (gate.status === 'SILENT')
      this.parts.warn('the database is silent: the page goes out anyway', { delivery: request.deliveryKey, why: gate.why });
    const result = await this.send(request, { person, summary });
    await this.note(request, result);
    if (result.status === 'SENT') return result;
    return { status: result.retryable ? 'RETRY' : 'FAILED', code: result.code, reason: result.reason };
  }

  private async send(
    request: DeliverRequest,
    known: { readonly person: Person | undefined; readonly summary: string },
  ): Promise<DeliveryResult> {
    const { person, summary } = known;
    const method = person?.methods.find((one) => one.id === request.method);
    if (person === undefined || method === undefined)
      return failed('NOT_IN_HANDBOOK', `${request.person} has no ${request.method} in the handbook`);
    const pager = this.parts.pagers[method.channel];
    if (pager === undefined) return failed('CHANNEL_NOT_CONFIGURED', `no ${method.channel} is configured on this server`);
    const message = pageMessage(request, { person, summary, links: this.parts.links });
    return await bounded(pager.send({ address: method.address, idempotencyKey: request.deliveryKey, message }));
  }

  private async personOf(request: DeliverRequest): Promise<Person | undefined> {
    const handbook = (await this.parts.handbooks.current())?.handbook;
    const { people } = handbook ?? (await this.parts.handbooks.byVersion(request.handbookVersionId));
    return Object.hasOwn(people, request.person) ? people[request.person] : undefined;
  }

  private async note(request: DeliverRequest, result: DeliveryResult): Promise<void> {
    const at = this.parts.clock.now();
    const said =
      result.status === 'SENT'
        ? { receipt: result.receipt, error: null, at }
        : { receipt: null, error: `${result.code}: ${result.reason}`, at };
    try {
      await this.parts.gate.settle(request.deliveryKey, said);
    } catch (error) {
      this.parts.warn('the receipt of a page could not be recorded', { delivery: request.deliveryKey, why: String(error) });
    }
  }
}

const failed = (code: string, reason: string): DeliveryResult => ({ status: 'FAILED', retryable: false, code, reason });

const bounded = (send: Promise<DeliveryResult>): Promise<DeliveryResult> =>
  inTime(send, SEND_MS, () => ({ status: 'FAILED', retryable: true, code: 'TIMEOUT', reason: `no answer within ${SEND_MS} ms` }));
