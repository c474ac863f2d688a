import type { DeliveryResult, PageRequest, Pager, TellRequest } from '../../activities/ports/pager.port.js';
import type { Channel } from '../../domain/handbook/handbook.model.js';

export interface RecordedPage extends PageRequest {
  readonly channel: Channel;
}

type Answer = (request: PageRequest) => DeliveryResult | Promise<DeliveryResult>;

/** A channel in memory, for stories: keeps every page that left, also the second one of a key, and answers as each story tells it. */
export class RecordingPager implements Pager {
  readonly sent: RecordedPage[] = [];
  /** Every notice that left. */
  readonly told: TellRequest[] = [];
  answersNotices: (request: TellRequest) => DeliveryResult = () => ({ status: 'SENT', receipt: 'recorded' });
  private readonly answers = new Map<string, Answer>();

  constructor(readonly channel: Channel) {}

  /** For one incident: independent stories share a channel. */
  answersFor(incidentKey: string, answer: Answer): void {
    this.answers.set(`${incidentKey}/`, answer);
  }

  async send(request: PageRequest): Promise<DeliveryResult> {
    const result = await (this.answerFor(request)?.(request) ?? { status: 'SENT', receipt: 'recorded' });
    if (result.status === 'SENT') this.sent.push({ ...request, channel: this.channel });
    return result;
  }

  async tell(request: TellRequest): Promise<DeliveryResult> {
    const result = this.answersNotices(request);
    if (result.status === 'SENT') this.told.push(request);
    return result;
  }

  private answerFor({ idempotencyKey }: PageRequest): Answer | undefined {
    const key = [...this.answers.keys()].find((prefix) => idempotencyKey.startsWith(prefix));
    return key === undefined ? undefined : this.answers.get(key);
  }
}
