import { coversFrom } from '../../services/apps/api/covers-dependencies.js';
import type { Covers } from '../../services/covers/covers.module.js';
import type { CoversService } from '../../services/covers/covers.service.js';
import { temporalZoneRules } from '../../services/handbook/zone-rules.temporal.js';
import { CoverWorkflowsService } from '../../services/orchestration/cover-requests.service.js';
import { createDataSource } from '../../services/persistence/data-source.js';
import type { StoryIncident } from './story-incidents.js';

/** People agree on covers as they do through the API, by the clock of the incident. */
export async function atTheDesk<T>(incident: StoryIncident, act: (covers: CoversService, desk: Covers) => Promise<T>): Promise<T> {
  const { databaseUrl, handbooks, ntfy, email, client } = incident.world;
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  const now = await incident.time.now();
  try {
    const desk = coversFrom({
      dataSource,
      handbooks,
      zones: temporalZoneRules(),
      clock: { now: () => now },
      pagers: { ntfy, email },
      workflows: new CoverWorkflowsService(client),
    });
    return await act(desk.covers, desk);
  } finally {
    await dataSource.destroy();
  }
}
