import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CoverPageController } from './cover-page.controller.js';
import { HandoffPageController } from './handoff-page.controller.js';
import { IncidentListController } from './incident-list.controller.js';
import { IncidentPageController } from './incident-page.controller.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { PostmortemPageController } from './postmortem-page.controller.js';
import { SignInController } from './sign-in.controller.js';

export interface PagesSetup extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: NonNullable<Extract<Provider, { inject?: unknown }>['inject']>;
  readonly useFactory: (...needs: never[]) => PagesDependencies | Promise<PagesDependencies>;
}

/** The pages people see: incidents and their list, and the door. */
@Module({
  controllers: [
    IncidentListController,
    IncidentPageController,
    PostmortemPageController,
    HandoffPageController,
    CoverPageController,
    SignInController,
  ],
})
export class PagesModule {
  static register({ imports = [], inject = [], useFactory }: PagesSetup): DynamicModule {
    return {
      module: PagesModule,
      imports,
      providers: [{ provide: PAGES_DEPENDENCIES, inject, useFactory: useFactory as (...needs: unknown[]) => PagesDependencies }],
    };
  }
}
