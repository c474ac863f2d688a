import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { TestPageService } from './test-page.service.js';

export interface TestPageSetup {
  readonly inject: NonNullable<FactoryProvider['inject']>;
  readonly useFactory: (...needs: never[]) => TestPageService;
}

/** Test pages, visible everywhere. */
@Module({})
export class TestPageModule {
  static register({ inject, useFactory }: TestPageSetup): DynamicModule {
    const service = { provide: TestPageService, inject, useFactory: useFactory as (...needs: unknown[]) => TestPageService };
    return { module: TestPageModule, global: true, providers: [service], exports: [TestPageService] };
  }
}
