import { Controller, Get, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { answerByLink, claimsOf } from './answer-by-link.js';
import { formInputOf } from './command-input.js';
import { textOf } from './form-text.js';
import { handoffPage } from './handoff-page.view.js';
import { IncidentPages } from './incident-page.service.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { type HttpReply, type HttpRequest, page, seeOther, type WebAnswer, type WebRequest } from './web.js';

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
    await answerByLink({ request, reply, base: this.pages.base, logger: this.logger }, work);
  }

  private async shown(token: string): Promise<WebAnswer> {
    const { id, person } = claimsOf(this.deps.handoffLinks, token);
    const handoff = await this.deps.handoffs.find(id);
    return page(200, handoffPage({ handoff, person, token, base: this.pages.base, ...(await this.pages.lens(person)) }));
  }

  private async accepted(token: string): Promise<WebAnswer> {
    const { id, person } = claimsOf(this.deps.handoffLinks, token);
    await this.deps.handoffs.accept(person, id);
    return seeOther(`${this.pages.base}/handoff?link=${encodeURIComponent(token)}`);
  }
}
