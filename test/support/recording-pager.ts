import type { DeliveryResult, Pager, PageRequest } from '../../activities/ports/pager.port.js';
import type { Channel } from '../../domain/handbook/handbook.model.js';

export interface RecordedPage extends PageRequest {
  readonly channel: Channel;
}

/** A channel in memory, for stories: keeps what it sends, answers as it is told, deduplicates by key as a good provider does. */
export class RecordingPager implements Pager {
  readonly sent: RecordedPage[] = [];
  private answer: (request: PageRequest) => DeliveryResult | Promise<DeliveryResult> = () => ({ status: 'SENT', receipt: 'recorded' });

  constructor(readonly channel: Channel) {}

  answersWith(answer: (request: PageRequest) => DeliveryResult | Promise<DeliveryResult>): void {
    this.answer = answer;
  }

  async send(request: PageRequest): Promise<DeliveryResult> {
    const result = await this.answer(request);
    if (result.status === 'SENT') this.sent.push({ ...request, channel: this.channel });
    return result;
  }
}
