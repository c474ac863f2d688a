import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { CoversService } from './covers.service.js';
import { RosterService } from './roster.service.js';

/** What covers need of others, and what they offer everywhere. */
export interface Covers {
  readonly covers: CoversService;
  readonly roster: RosterService;
}

export interface CoversSetup {
  readonly inject: NonNullable<FactoryProvider['inject']>;
  readonly useFactory: (...needs: never[]) => Covers;
}

const COVERS = Symbol('COVERS');

/** Covers, and who is on call with them; visible everywhere. */
@Module({})
export class CoversModule {
  static register({ inject, useFactory }: CoversSetup): DynamicModule {
    const all = { provide: COVERS, inject, useFactory: useFactory as (...needs: unknown[]) => Covers };
    const covers = { provide: CoversService, inject: [COVERS], useFactory: (made: Covers) => made.covers };
    const roster = { provide: RosterService, inject: [COVERS], useFactory: (made: Covers) => made.roster };
    return { module: CoversModule, global: true, providers: [all, covers, roster], exports: [covers, roster] };
  }
}
