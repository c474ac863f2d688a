import { Controller, Get, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { formInputOf } from './command-input.js';
import { errorAnswer, UNAVAILABLE } from './error-page.js';
import { textOf } from './form-text.js';
import { handoffPage } from './handoff-page.view.js';
import { IncidentPages } from './incident-page.service.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { type HttpReply, type HttpRequest, page, seeOther, send, type WebAnswer, type WebRequest, webRequest } from './web.js';

const INVALID = {
  code: 'LINK_INVALID',
  detail: 'this link was not made by this server, or was damaged on its way',
  hint: 'open the link exactly as it stands in the mail you received',
} as const;

/** A handoff by its link: a GET shows it and changes nothing, a POST accepts it. */
@Controller()
export class HandoffPageController {
  private readonly logger = new Logger(HandoffPageController.name);
  private readonly pages: IncidentPages;

  constructor(@Inject(PAGES_DEPENDENCIES) private readonly deps: PagesDependencies) {
    this.pages = new IncidentPages(deps);
  }

  @Get('handoff')
  async show(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await this.answer(request, reply, (web) => this.shown(web.query['link'] ?? ''));
  }

  @Post('handoff')
  async accept(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await this.answer(request, reply, (web) => this.accepted(textOf(formInputOf(web.body), 'link')));
  }

  private async answer(request: HttpRequest, reply: HttpReply, work: (web: WebRequest) => Promise<WebAnswer>): Promise<void> {
    const web = webRequest(request);
    try {
      await send(reply, await work(web));
    } catch (error) {
      if (!(error instanceof DomainFailure)) this.logger.error(error instanceof Error ? error.message : 'the handoff page failed');
      await send(reply, errorAnswer(web, error instanceof DomainFailure ? error.error : UNAVAILABLE, this.pages.base));
    }
  }

  private async shown(token: string): Promise<WebAnswer> {
    const { id, person } = this.claims(token);
    const handoff = await this.deps.handoffs.find(id);
    return page(200, handoffPage({ handoff, person, token, base: this.pages.base, ...(await this.pages.lens(person)) }));
  }

  private async accepted(token: string): Promise<WebAnswer> {
    const { id, person } = this.claims(token);
    await this.deps.handoffs.accept(person, id);
    return seeOther(`${this.pages.base}/handoff?link=${encodeURIComponent(token)}`);
  }

  private claims(token: string) {
    const claims = this.deps.handoffLinks.read(token);
    if (claims === null) throw new DomainFailure(INVALID);
    return claims;
  }
}
