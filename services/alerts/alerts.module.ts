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
import { type Alerts, type AlertsDependencies, createAlerts } from './alerts.js';
import { ingestRoutes } from './ingest.routes.js';
import { IntegrationKeysService } from './integration-keys.service.js';

const ALERTS = Symbol('ALERTS');
const USE_FLUSH_MS = 10_000;

export interface AlertsModuleOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  /** Called with what `inject` names, in order. */
  readonly useFactory: (...injected: never[]) => AlertsDependencies | Promise<AlertsDependencies>;
}

/**
 * Takes in what monitors send, on the application's own Fastify server, and tells the incidents' workflows.
 * Exports `IntegrationKeysService`. The relay runs from bootstrap until shutdown.
 */
@Module({})
export class AlertsModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AlertsModule.name);
  private flushing: NodeJS.Timeout | null = null;

  static registerAsync({ imports = [], inject = [], useFactory }: AlertsModuleOptions): DynamicModule {
    const alerts = { provide: ALERTS, inject, useFactory: async (...injected: never[]) => createAlerts(await useFactory(...injected)) };
    const keys = { provide: IntegrationKeysService, inject: [ALERTS], useFactory: (made: Alerts) => made.keys };
    return { module: AlertsModule, imports, providers: [alerts, keys], exports: [keys] };
  }

  constructor(
    @Inject(ALERTS) private readonly alerts: Alerts,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    await server.register(ingestRoutes(this.alerts));
  }

  async onApplicationBootstrap(): Promise<void> {
    this.flushing = setInterval(() => void this.flushUse(), USE_FLUSH_MS);
    this.flushing.unref();
    this.alerts.relay.start();
    await this.alerts.listener.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.flushing !== null) clearInterval(this.flushing);
    await this.alerts.listener.stop();
    await this.alerts.relay.stop();
    await this.flushUse();
  }

  private async flushUse(): Promise<void> {
    await this.alerts.keys.flushUse().catch((error: unknown) => this.logger.warn({ event: 'key use not noted', reason: String(error) }));
  }
}
