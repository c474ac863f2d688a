import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { CalendarDeskService } from './calendar-desk.service.js';
import { CalendarFeedController } from './calendar-feed.controller.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarFeedsService, FEED_BASE_URL } from './calendar-feeds.service.js';
import { KnownRosters } from './known-rosters.service.js';
import { PublishedShifts } from './published-shifts.repository.js';
import { TurnsReader } from './turns.reader.js';

/** Calendar feeds and their address. Needs, visible everywhere: a `DataSource`, `HANDBOOK_READER`, `ZONE_RULES`, `INCIDENT_COMMANDS`. */
@Module({ controllers: [CalendarFeedController] })
export class CalendarFeedsModule {
  /** `baseUrl`: where calendars find us. */
  static register({ baseUrl }: { readonly baseUrl: string }): DynamicModule {
    return {
      module: CalendarFeedsModule,
      imports: [AccessModule, IncidentsModule],
      providers: [
        { provide: FEED_BASE_URL, useValue: baseUrl },
        CalendarFeedsRepository,
        PublishedShifts,
        KnownRosters,
        TurnsReader,
        CalendarFeedsService,
        CalendarDeskService,
      ],
      exports: [CalendarFeedsService],
    };
  }
}
