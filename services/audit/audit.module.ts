import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type ModuleMetadata,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import type { Pool } from 'pg';
import { AccessModule } from '../access/access.module.js';
import type { Clock } from '../config/clock.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { IncidentsService } from '../incidents/incidents.service.js';
import { AuditExportController } from './audit-export.controller.js';
import { AuditExportService } from './audit-export.service.js';
import { AuditVerificationService } from './audit-verification.service.js';
import type { SealFile } from './seal-file.js';
import { type SealKey, trustedKeys } from './seal-key.js';
import { SealKeyService } from './seal-key.service.js';
import { SealerService } from './sealer.service.js';
import { startSealerLoop } from './sealer-loop.js';

export interface AuditDependencies {
  readonly pool: Pool;
  readonly clock: Clock;
  /** Where seals are kept outside PostgreSQL; null: this process seals nothing. */
  readonly file: SealFile | null;
  /** What signs them; null: nothing does. */
  readonly key: SealKey | null;
  /** Public keys of before, PEM, whose signatures still count. */
  readonly oldKeys: readonly string[];
}

export interface AuditSetup extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: NonNullable<Extract<Provider, { inject?: unknown }>['inject']>;
  readonly useFactory: (...needs: never[]) => AuditDependencies;
}

const DEPENDENCIES = Symbol('AUDIT_DEPENDENCIES');

/** Proof that nothing was changed afterwards: the chains are sealed while the process lives. */
@Module({ controllers: [AuditExportController] })
export class AuditModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Sealer');
  private loop: { stop(): Promise<void> } | null = null;

  static register({ imports = [], inject = [], useFactory }: AuditSetup): DynamicModule {
    const deps = { provide: DEPENDENCIES, inject, useFactory: useFactory as (...needs: unknown[]) => AuditDependencies };
    const verification = {
      provide: AuditVerificationService,
      inject: [DEPENDENCIES, IncidentsService],
      useFactory: ({ key, oldKeys, ...parts }: AuditDependencies, incidents: IncidentsService) => {
        const keys = trustedKeys([...(key === null ? [] : [key.publicKey]), ...oldKeys]);
        return new AuditVerificationService({ ...parts, keys, incidents });
      },
    };
    const key = { provide: SealKeyService, inject: [DEPENDENCIES], useFactory: (deps: AuditDependencies) => new SealKeyService(deps.key) };
    const exports = {
      provide: AuditExportService,
      inject: [DEPENDENCIES, IncidentsService],
      useFactory: (parts: AuditDependencies, incidents: IncidentsService) => new AuditExportService({ ...parts, incidents }),
    };
    const providers = [deps, verification, exports, key];
    return {
      module: AuditModule,
      global: true,
      imports: [...imports, AccessModule, IncidentsModule],
      providers,
      exports: [verification, key],
    };
  }

  constructor(@Inject(DEPENDENCIES) private readonly dependencies: AuditDependencies) {}

  onApplicationBootstrap(): void {
    const { file, ...rest } = this.dependencies;
    const warn = (message: string, detail: object): void => this.logger.warn({ message, ...detail });
    if (file === null) return warn('this process seals no chain: TOCSIN_SEAL_FILE is not set', {});
    this.loop = startSealerLoop({ sealer: new SealerService({ ...rest, file, warn }), warn });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop?.stop();
  }
}
