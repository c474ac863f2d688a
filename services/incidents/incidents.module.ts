import { Module } from '@nestjs/common';
import { DirectoryService } from './directory.service.js';
import { FollowUpsService } from './follow-ups.service.js';
import { IncidentChangesService } from './incident-changes.service.js';
import { IncidentCommandsService } from './incident-commands.service.js';
import { IncidentsService } from './incidents.service.js';
import { PostmortemsService } from './postmortems.service.js';

const SERVICES = [
  IncidentsService,
  IncidentCommandsService,
  DirectoryService,
  IncidentChangesService,
  FollowUpsService,
  PostmortemsService,
];

/** Needs, visible everywhere: a `DataSource`, `INCIDENT_COMMANDS`, `HANDBOOK_READER`. */
@Module({ providers: SERVICES, exports: SERVICES })
export class IncidentsModule {}
