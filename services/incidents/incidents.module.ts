import { Module } from '@nestjs/common';
import { IncidentCommandsService } from './incident-commands.service.js';
import { IncidentsService } from './incidents.service.js';

/** Needs a `DataSource` and `INCIDENT_COMMANDS` that are visible everywhere. */
@Module({
  providers: [IncidentsService, IncidentCommandsService],
  exports: [IncidentsService, IncidentCommandsService],
})
export class IncidentsModule {}
