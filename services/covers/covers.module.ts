import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SECOND_MS } from '../../domain/instant.js';
import { repeat } from '../config/repeat.js';
import type { CoverNewsService } from './cover-news.service.js';
import { CoverRequestsService } from './cover-requests.service.js';
import { CoversService } from './covers.service.js';

/** What covers offer. */
export interface Covers {
  readonly covers: CoversService;
  readonly requests: CoverRequestsService;
  readonly news: CoverNewsService;
}

export interface CoversSetup {
  readonly inject: NonNullable<FactoryProvider['inject']>;
  readonly useFactory: (...needs: never[]) => Covers;
}

const COVERS = Symbol('COVERS');
const NEWS_EVERY_MS = 5 * SECOND_MS;
const LOST_EVERY_MS = 30 * SECOND_MS;

/** Covers and requests for them, visible everywhere; tells what is to be told while the process lives. */
@Module({})
export class CoversModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Covers');
  private loops: readonly { stop(): Promise<void> }[] = [];

  static register({ inject, useFactory }: CoversSetup): DynamicModule {
    const all = { provide: COVERS, inject, useFactory: useFactory as (...needs: unknown[]) => Covers };
    const covers = { provide: CoversService, inject: [COVERS], useFactory: (made: Covers) => made.covers };
    const requests = { provide: CoverRequestsService, inject: [COVERS], useFactory: (made: Covers) => made.requests };
    return { module: CoversModule, global: true, providers: [all, covers, requests], exports: [covers, requests] };
  }

  constructor(@Inject(COVERS) private readonly covers: Covers) {}

  onApplicationBootstrap(): void {
    const { news, requests } = this.covers;
    const failed =
      (message: string) =>
      (error: unknown): void =>
        this.logger.warn({ message, why: String(error) });
    this.loops = [
      repeat(() => news.pass(), { everyMs: NEWS_EVERY_MS, failed: failed('covers could not be told of') }),
      repeat(() => requests.resumeLost(), { everyMs: LOST_EVERY_MS, failed: failed('late requests for cover could not be looked for') }),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
