import type { PublishRequest, PublishResult, StatusPage } from '../../activities/ports/status-page.port.js';

/** The built-in status page, which a story can make hang, fail, or lose its answer. */
export class StoryPage implements StatusPage {
  /** Every attempt, oldest first. */
  readonly attempts: string[] = [];
  private mood: 'WELL' | 'HANGS' | 'FORGETS' = 'WELL';
  private release: () => void = () => undefined;

  constructor(private readonly page: StatusPage) {}

  /** Answers nobody until `heals`. */
  hangs(): void {
    this.mood = 'HANGS';
  }

  /** Takes the next post, and its answer is lost. */
  losesAnAnswer(): void {
    this.mood = 'FORGETS';
  }

  heals(): void {
    this.mood = 'WELL';
    this.release();
  }

  async publish(request: PublishRequest): Promise<PublishResult> {
    this.attempts.push(request.post);
    if (this.mood === 'HANGS') await new Promise<void>((resolve) => (this.release = resolve));
    const result = await this.page.publish(request);
    if (this.mood !== 'FORGETS') return result;
    this.mood = 'WELL';
    throw new Error('the answer was lost');
  }
}
