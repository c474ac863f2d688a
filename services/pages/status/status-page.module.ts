import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Logger,
  Module,
  type ModuleMetadata,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { statusRoutes } from './status.routes.js';
import { StatusDesk, type StatusDeskParts } from './status-desk.js';

export interface StatusPageParts extends StatusDeskParts {
  /** Told when something was written; a wake-up that is lost is made up for by the poll. */
  readonly listen: (listener: () => void) => () => void;
}

export interface StatusPageSetup extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: (...injected: never[]) => StatusPageParts | Promise<StatusPageParts>;
}

const STATUS_PAGE = Symbol('STATUS_PAGE');
/** Wake-ups within this long are answered by one look: a storm of incidents is no storm of reads here. */
const GATHER_MS = 250;
/** A changed handbook, and whatever no wake-up told of, is shown within this long. */
const POLL_MS = 5_000;

/** The public status page: no login, no script, from memory. Guide: G2.5 */
@Module({})
export class StatusPageModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(StatusPageModule.name);
  private readonly desk: StatusDesk;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: () => void = () => undefined;
  private isStopped = false;
  private isReading = false;

  static register({ imports = [], inject = [], useFactory }: StatusPageSetup): DynamicModule {
    return {
      module: StatusPageModule,
      imports,
      providers: [{ provide: STATUS_PAGE, inject, useFactory: useFactory as (...injected: unknown[]) => StatusPageParts }],
    };
  }

  constructor(
    @Inject(STATUS_PAGE) private readonly parts: StatusPageParts,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {
    this.desk = new StatusDesk(parts);
  }

  async onModuleInit(): Promise<void> {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    await server.register(statusRoutes(this.desk));
  }

  async onApplicationBootstrap(): Promise<void> {
    this.unlisten = this.parts.listen(() => this.lookWithin(GATHER_MS));
    await this.look();
  }

  beforeApplicationShutdown(): void {
    this.isStopped = true;
    this.unlisten();
    clearTimeout(this.timer);
  }

  private dueIn = Number.POSITIVE_INFINITY;

  private lookWithin(ms: number): void {
    if (this.isStopped || ms >= this.dueIn) return;
    this.dueIn = ms;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), ms);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    this.dueIn = Number.POSITIVE_INFINITY;
    if (this.isReading) return this.lookWithin(GATHER_MS);
    this.isReading = true;
    try {
      await this.desk.refresh();
    } catch (error) {
      this.logger.warn(`the status page stays as it was: ${String(error)}`);
    } finally {
      this.isReading = false;
    }
    this.lookWithin(POLL_MS);
  }
}
