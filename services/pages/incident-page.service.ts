import { randomBytes } from 'node:crypto';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { IncidentFacts } from './incident-page.model.js';
import { IncidentPageReader } from './incident-page.reader.js';
import { incidentPage } from './incident-page.view.js';
import { type Done, noticeOf } from './notices.js';
import { actionsOf } from './page-actions.js';
import type { Notice, PageContext, Refusal } from './page-context.js';
import { ownOf, type PageNames, pageNames } from './page-names.js';
import { type PageTimes, pageTimes } from './page-times.js';
import type { PagesDependencies } from './pages.ports.js';
import { type PageViewer, sightOf } from './viewer.js';

export interface Rendering {
  readonly facts: IncidentFacts;
  readonly viewer: PageViewer;
  readonly done?: Done | null;
  readonly notice?: Notice;
  readonly refusal?: Refusal;
}

/** What a viewer sees: their names for things, their zone. */
export interface Lens {
  readonly handbook: Handbook | null;
  readonly names: PageNames;
  readonly times: PageTimes;
}

/** Reads and shows; changes nothing. */
export class IncidentPages {
  readonly reader: IncidentPageReader;
  readonly base: string;

  constructor(private readonly deps: PagesDependencies) {
    this.reader = new IncidentPageReader(deps.pool);
    this.base = new URL(deps.publicUrl).pathname.replace(/\/+$/, '');
  }

  read(
    key: string,
    viewer: PageViewer,
    ask: { readonly before?: number; readonly commandId?: string } = {},
  ): Promise<IncidentFacts | null> {
    return this.reader.incident({ key, sight: sightOf(viewer), ...ask });
  }

  /** Names and times for `person`; a handbook that cannot be read costs the names, not the page. */
  async lens(person: string): Promise<Lens> {
    const handbook = await this.deps.handbooks.current().then(
      (found) => found?.handbook ?? null,
      () => null,
    );
    const zone = ownOf(handbook?.people, person)?.timezone ?? handbook?.timezone ?? 'UTC';
    const { zones, clock } = this.deps;
    return { handbook, names: pageNames(handbook, zones), times: pageTimes(zones, zone, clock.now()) };
  }

  async render(rendering: Rendering): Promise<string> {
    return incidentPage(await this.context(rendering));
  }

  async context({ facts, viewer, done = null, notice, refusal }: Rendering): Promise<PageContext> {
    const lens = await this.lens(viewer.person);
    return {
      facts,
      viewer,
      ...lens,
      actions: actionsOf(facts, viewer, lens.times.now),
      base: this.base,
      formId: `page-${randomBytes(12).toString('base64url')}`,
      notice: notice ?? noticeOf(done, { facts, viewer, ...lens }),
      refusal: refusal ?? null,
    };
  }
}
