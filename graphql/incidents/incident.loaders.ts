import DataLoader from 'dataloader';
import type { Viewer } from '../../services/access/access.model.js';
import { sightOf } from '../../services/incidents/acting.js';
import type { AlertView, IncidentFold, ListPage, PageView, TimelineEntry } from '../../services/incidents/incident.view.js';
import type { IncidentsService, TimelineSpan } from '../../services/incidents/incidents.service.js';

/** One statement for all the incidents of a request, whatever of them is asked for. */
export class IncidentLoaders {
  private readonly timelines = new Map<string, DataLoader<string, ListPage<TimelineEntry>>>();
  private readonly lists = new Map<string, DataLoader<string, readonly unknown[]>>();
  private readonly sight: ReturnType<typeof sightOf>;

  constructor(
    private readonly incidents: IncidentsService,
    viewer: Viewer,
  ) {
    this.sight = sightOf(viewer);
  }

  readonly fold = new DataLoader<string, IncidentFold | null>(async (keys) => {
    const found = await this.incidents.folds(this.sight, keys);
    return keys.map((key) => found.get(key) ?? null);
  });

  timeline(key: string, span: TimelineSpan): Promise<ListPage<TimelineEntry>> {
    const loader = remembered(this.timelines, `${span.afterSeq}/${span.first}`, async (keys) => {
      const found = await this.incidents.timelines(this.sight, keys, span);
      return keys.map((one) => found.get(one) ?? { rows: [], hasNext: false });
    });
    return loader.load(key);
  }

  pages(key: string, first: number): Promise<readonly PageView[]> {
    return this.list(`pages/${first}`, key, (keys) => this.incidents.pagesOf(this.sight, keys, first));
  }

  alerts(key: string, first: number): Promise<readonly AlertView[]> {
    return this.list(`alerts/${first}`, key, (keys) => this.incidents.alertsOf(this.sight, keys, first));
  }

  private list<T>(
    name: string,
    key: string,
    read: (keys: readonly string[]) => Promise<ReadonlyMap<string, readonly T[]>>,
  ): Promise<readonly T[]> {
    const loader = remembered(this.lists, name, async (keys) => {
      const found = await read(keys);
      return keys.map((one) => found.get(one) ?? []);
    });
    return loader.load(key) as Promise<readonly T[]>;
  }
}

function remembered<T>(
  loaders: Map<string, DataLoader<string, T>>,
  name: string,
  read: (keys: readonly string[]) => Promise<T[]>,
): DataLoader<string, T> {
  const known = loaders.get(name);
  if (known !== undefined) return known;
  const made = new DataLoader<string, T>(read);
  loaders.set(name, made);
  return made;
}
