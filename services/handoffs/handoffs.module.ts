import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { HandoffsService } from './handoffs.service.js';

export interface HandoffsSetup {
  readonly inject: NonNullable<FactoryProvider['inject']>;
  readonly useFactory: (...needs: never[]) => HandoffsService;
}

/** Handoffs, visible everywhere. */
@Module({})
export class HandoffsModule {
  static register({ inject, useFactory }: HandoffsSetup): DynamicModule {
    const service = { provide: HandoffsService, inject, useFactory: useFactory as (...needs: unknown[]) => HandoffsService };
    return { module: HandoffsModule, global: true, providers: [service], exports: [HandoffsService] };
  }
}
