import { Controller, Get, Inject, Logger, Req, Res } from '@nestjs/common';
import { errorAnswer, UNAVAILABLE } from './error-page.js';
import { incidentListPage } from './incident-list.view.js';
import type { ListCursor } from './incident-page.reader.js';
import { IncidentPages } from './incident-page.service.js';
import { PageAccess } from './page-access.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { sightOf } from './viewer.js';
import { type HttpReply, type HttpRequest, page, seeOther, send, type WebAnswer, type WebRequest, webRequest } from './web.js';

@Controller()
export class IncidentListController {
  private readonly logger = new Logger(IncidentListController.name);
  private readonly access: PageAccess;
  private readonly pages: IncidentPages;

  constructor(@Inject(PAGES_DEPENDENCIES) deps: PagesDependencies) {
    this.access = new PageAccess(deps);
    this.pages = new IncidentPages(deps);
  }

  @Get()
  async home(@Res() reply: HttpReply): Promise<void> {
    await send(reply, seeOther(`${this.pages.base}/incidents`));
  }

  @Get('incidents')
  async list(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const web = webRequest(request);
    try {
      await send(reply, await this.listed(web));
    } catch (error) {
      this.logger.error(error instanceof Error ? error.message : 'the list failed');
      await send(reply, errorAnswer(web, UNAVAILABLE, this.pages.base));
    }
  }

  private async listed(request: WebRequest): Promise<WebAnswer> {
    const { base } = this.pages;
    const viewer = await this.access.signedIn(request);
    if (!viewer.ok) return seeOther(`${base}/sign-in`);
    const state = request.query['state'] === 'all' ? 'all' : 'open';
    const list = await this.pages.reader.list({ state, sight: sightOf(viewer.value), after: cursorOf(request.query['after']) });
    return page(200, incidentListPage({ list, state, viewer: viewer.value, base, ...(await this.pages.lens(viewer.value.person)) }));
  }
}

/** `SEV2-1042`, as our own link says it; anything else begins at the top. */
function cursorOf(text: string | undefined): ListCursor | null {
  const found = /^(SEV[1-4])-(\d{1,15})$/.exec(text ?? '');
  return found?.[1] === undefined ? null : { severity: found[1], number: Number(found[2]) };
}
