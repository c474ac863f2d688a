import { type DynamicModule, Inject, Module, type ModuleMetadata, type OnApplicationBootstrap, UseFilters, UsePipes } from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { AccessModule } from '../services/access/access.module.js';
import { ReplayService } from '../services/audit/replay.service.js';
import { SimulationService } from '../services/escalation/simulation.service.js';
import { WhyService } from '../services/escalation/why.service.js';
import { HandbookChangesService } from '../services/handbook/handbook-changes.service.js';
import { HistoryService } from '../services/incidents/history.service.js';
import { IncidentsModule } from '../services/incidents/incidents.module.js';
import { KnownRosters } from '../services/oncall/known-rosters.service.js';
import { OnCallService } from '../services/oncall/on-call.service.js';
import { ReadinessService } from '../services/oncall/readiness.service.js';
import { StatusPageService } from '../services/pages/status/status-page.service.js';
import { PermissionGuard } from './access/permission.guard.js';
import { ExplorerController } from './explorer/explorer.controller.js';
import { CommandRunner } from './incidents/command-runner.js';
import { RESOLVERS } from './resolvers.js';
import { StorableTextPipe } from './support/storable-text.pipe.js';
import { Authenticator } from './transport/authenticator.js';
import { DomainFailureFilter } from './transport/domain-failure.filter.js';
import { mercuriusOptions } from './transport/mercurius-options.js';
import { type SocketServer, serveSockets } from './transport/socket-server.js';

for (const resolver of RESOLVERS) {
  UseFilters(DomainFailureFilter)(resolver);
  UsePipes(StorableTextPipe)(resolver);
}

@Module({ imports: [AccessModule], providers: [Authenticator], exports: [Authenticator] })
class AuthenticatorModule {}

/** `/graphql` over HTTP and WebSocket. `imports` provides `IntegrationKeysService` and `CalendarFeedsService`. */
@Module({})
export class GraphqlModule implements OnApplicationBootstrap {
  private sockets: SocketServer | undefined;

  static register({ imports = [] }: Pick<ModuleMetadata, 'imports'>): DynamicModule {
    const transport = GraphQLModule.forRootAsync<MercuriusDriverConfig>({
      driver: MercuriusDriver,
      imports: [AuthenticatorModule],
      inject: [Authenticator],
      useFactory: mercuriusOptions,
    });
    return {
      module: GraphqlModule,
      controllers: [ExplorerController],
      imports: [...imports, AccessModule, IncidentsModule, AuthenticatorModule, transport],
      providers: [
        ...RESOLVERS,
        CommandRunner,
        KnownRosters,
        OnCallService,
        ReadinessService,
        SimulationService,
        StatusPageService,
        ReplayService,
        HandbookChangesService,
        WhyService,
        HistoryService,
        { provide: APP_GUARD, useClass: PermissionGuard },
      ],
    };
  }

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    private readonly schemas: GraphQLSchemaHost,
    private readonly authenticator: Authenticator,
  ) {}

  onApplicationBootstrap(): void {
    this.sockets = serveSockets(this.host.httpAdapter.getHttpServer(), { schema: this.schemas.schema, authenticator: this.authenticator });
  }

  /** Before the server stops: it would wait for every socket. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.sockets?.close();
  }
}
