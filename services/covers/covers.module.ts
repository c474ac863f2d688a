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
import { CoversService } from './covers.service.js';
import { RosterService } from './roster.service.js';

/** What covers offer. */
export interface Covers {
  readonly covers: CoversService;
  readonly roster: RosterService;
  readonly news: CoverNewsService;
}

export interface CoversSetup {
  readonly inject: NonNullable<FactoryProvider['inject']>;
  readonly useFactory: (...needs: never[]) => Covers;
}

const COVERS = Symbol('COVERS');
const NEWS_EVERY_MS = 5 * SECOND_MS;

/** Covers, and who is on call with them, visible everywhere; tells what is to be told while the process lives. */
@Module({})
export class CoversModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Covers');
  private telling: { stop(): Promise<void> } | undefined;

  static register({ inject, useFactory }: CoversSetup): DynamicModule {
    const all = { provide: COVERS, inject, useFactory: useFactory as (...needs: unknown[]) => Covers };
    const covers = { provide: CoversService, inject: [COVERS], useFactory: (made: Covers) => made.covers };
    const roster = { provide: RosterService, inject: [COVERS], useFactory: (made: Covers) => made.roster };
    return { module: CoversModule, global: true, providers: [all, covers, roster], exports: [covers, roster] };
  }

  constructor(@Inject(COVERS) private readonly covers: Covers) {}

  onApplicationBootstrap(): void {
    const failed = (error: unknown): void => this.logger.warn({ message: 'covers could not be told of', why: String(error) });
    this.telling = repeat(() => this.covers.news.pass(), { everyMs: NEWS_EVERY_MS, failed });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.telling?.stop();
  }
}
