import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { ZoneRules } from '../../../domain/oncall/zone-rules.js';
import { systemClock } from '../../config/clock.js';
import { publicUrlOf, type RoleSettings } from '../../config/required.js';
import { RosterService } from '../../covers/roster.service.js';
import { HandbookService } from '../../handbook/handbook.service.js';
import { temporalZoneRules } from '../../handbook/zone-rules.temporal.js';
import { HANDBOOK_READER } from '../../incidents/directory.service.js';
import { type AckLinks, createAckLinks } from '../../notifications/ack-link.js';
import { METRICS_REGISTRY } from '../../observability/metrics.controller.js';
import { ZONE_RULES } from '../../oncall/on-call.service.js';
import { createDataSource } from '../../persistence/data-source.js';
import { poolOf } from '../../persistence/sql.js';
import { rosterFrom } from './covers-dependencies.js';

export const SETTINGS = Symbol('SETTINGS');
export const POOL = Symbol('POOL');
export const ZONES = Symbol('ZONES');
export const ACK_LINKS = Symbol('ACK_LINKS');
export const REGISTRY = Symbol('REGISTRY');

/** What every part of the api process shares: one database pool, the handbook, the rules of time zones, the metrics. */
@Global()
@Module({})
export class CoreModule implements OnApplicationShutdown {
  static forSettings(settings: RoleSettings): DynamicModule {
    const providers = [
      { provide: SETTINGS, useValue: settings },
      {
        provide: DataSource,
        useFactory: () => createDataSource({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL }).initialize(),
      },
      { provide: POOL, inject: [DataSource], useFactory: (dataSource: DataSource): Pool => poolOf(dataSource) },
      { provide: ZONES, useFactory: (): ZoneRules => temporalZoneRules() },
      { provide: HandbookService, inject: [POOL], useFactory: (pool: Pool) => new HandbookService(pool, systemClock) },
      {
        provide: RosterService,
        inject: [POOL, HandbookService],
        useFactory: (pool: Pool, handbooks: HandbookService) => rosterFrom({ pool, handbooks, clock: systemClock }),
      },
      { provide: HANDBOOK_READER, useExisting: HandbookService },
      { provide: ZONE_RULES, useExisting: ZONES },
      {
        provide: ACK_LINKS,
        useFactory: (): AckLinks => createAckLinks({ secret: settings.TOCSIN_LINK_SECRET, publicUrl: publicUrlOf(settings) }),
      },
      { provide: REGISTRY, useValue: new Registry() },
      { provide: METRICS_REGISTRY, useExisting: REGISTRY },
    ];
    return { module: CoreModule, providers, exports: providers.map((one) => one.provide) };
  }

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
