import { DomainFailure } from '../../domain/error.js';
import { publishedRevision } from '../../domain/postincident/post-incident.model.js';
import { PostmortemTextsService } from '../incidents/postmortem-texts.service.js';
import { formInputOf } from './command-input.js';
import { errorAnswer, NOT_FOUND, statusOf } from './error-page.js';
import { IncidentPages } from './incident-page.service.js';
import { PageAccess, type SessionViewer } from './page-access.js';
import type { Notice } from './page-context.js';
import { postmortemPath, signInPath } from './page-paths.js';
import type { PagesDependencies } from './pages.ports.js';
import { postmortemPage } from './postmortem-page.view.js';
import { sightOf } from './viewer.js';
import { page, seeOther, type WebAnswer, type WebRequest } from './web.js';

interface Asked {
  readonly key: string;
  readonly viewer: SessionViewer;
  readonly notice?: Notice;
  readonly typed?: string;
  readonly basedOn?: number;
  readonly status?: number;
}

/** A postmortem's page: read it, and write its next revision. For people who are signed in. Guide: G2.6 */
export class PostmortemDesk {
  private readonly access: PageAccess;
  private readonly pages: IncidentPages;
  private readonly texts: PostmortemTextsService;

  constructor(deps: PagesDependencies) {
    this.access = new PageAccess(deps);
    this.pages = new IncidentPages(deps);
    this.texts = new PostmortemTextsService(deps.pool);
  }

  get base(): string {
    return this.pages.base;
  }

  async show(key: string, request: WebRequest): Promise<WebAnswer> {
    const viewer = await this.access.signedIn(request);
    if (!viewer.ok) return seeOther(signInPath({ base: this.base, facts: { key } }));
    const written = request.query['written'] === '1';
    return await this.render(request, {
      key,
      viewer: viewer.value,
      ...(written ? { notice: { tone: 'good', text: 'The next revision is written.' } } : {}),
    });
  }

  async write(key: string, request: WebRequest): Promise<WebAnswer> {
    const viewer = await this.access.signedIn(request);
    if (!viewer.ok) return seeOther(signInPath({ base: this.base, facts: { key } }));
    const may = this.access.mayPost(request, viewer.value);
    if (!may.ok) return errorAnswer(request, may.error, this.base);
    if (!viewer.value.canRespond)
      return errorAnswer(request, { code: 'FORBIDDEN', detail: 'you may read incidents, not change them' }, this.base);
    const input = formInputOf(request.body);
    const [text, basedOn] = [input['text']?.[0] ?? '', Number(input['basedOn']?.[0] ?? Number.NaN)];
    try {
      await this.texts.edit(sightOf(viewer.value), { key, basedOn, text: text.replaceAll('\r\n', '\n'), author: viewer.value.person });
      return seeOther(`${postmortemPath({ base: this.base, facts: { key } })}?written=1`);
    } catch (error) {
      if (!(error instanceof DomainFailure)) throw error;
      const { code, detail, hint } = error.error;
      const notice = { tone: 'bad' as const, text: `Not written: ${detail}.${hint === undefined ? '' : ` ${hint}`}` };
      return await this.render(request, { key, viewer: viewer.value, notice, typed: text, basedOn, status: statusOf(code) });
    }
  }

  private async render(request: WebRequest, { key, viewer, notice, typed, basedOn, status = 200 }: Asked): Promise<WebAnswer> {
    const facts = await this.pages.read(key, viewer);
    const published = publishedRevision(facts?.incident?.postIncident?.postmortem);
    const texts = facts === null ? null : await this.texts.read(sightOf(viewer), key, { published });
    if (facts === null || texts === null) return errorAnswer(request, NOT_FOUND, this.base);
    const context = await this.pages.context({ facts, viewer, ...(notice === undefined ? {} : { notice }) });
    const shown = { ...texts, typed: typed ?? null, basedOn: basedOn ?? texts.newest.revision };
    return page(status, postmortemPage(context, shown));
  }
}
