import { Inject, Injectable } from '@nestjs/common';
import type { ReplayReport } from '../../domain/audit/replay.model.js';
import { DomainFailure } from '../../domain/error.js';
import { IncidentsService } from '../incidents/incidents.service.js';
import type { IncidentReplays, ReplayOn } from '../orchestration/incident-replays.port.js';
import { INCIDENT_REPLAYS } from '../orchestration/tokens.js';
import type { Sight } from '../persistence/incident-scope.js';

/** Replays run one after the other; more than this many are not kept waiting. */
const WAITING_AT_MOST = 8;

/** Executes incidents again for whoever may see them. */
@Injectable()
export class ReplayService {
  private waiting = 0;

  constructor(
    @Inject(INCIDENT_REPLAYS) private readonly replays: IncidentReplays,
    private readonly incidents: IncidentsService,
  ) {}

  /** Throws `NOT_FOUND` for an incident that is not there or not to be seen, `LIMIT_EXCEEDED` where too many are under way. */
  async replay(sight: Sight, key: string, on: ReplayOn): Promise<ReplayReport> {
    if ((await this.incidents.find(sight, key)) === null) throw notFound(key);
    if (this.waiting >= WAITING_AT_MOST) {
      throw new DomainFailure({ code: 'LIMIT_EXCEEDED', detail: `${WAITING_AT_MOST} replays are under way`, hint: 'try again in a while' });
    }
    this.waiting += 1;
    try {
      const report = await this.replays.replay(key, on);
      if (report === null) throw notFound(key);
      return report;
    } finally {
      this.waiting -= 1;
    }
  }
}

const notFound = (key: string): DomainFailure =>
  new DomainFailure({ code: 'NOT_FOUND', field: 'key', detail: `there is no incident ${key}` });
