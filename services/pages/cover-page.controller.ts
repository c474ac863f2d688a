import { Controller, Get, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { answerByLink, claimsOf } from './answer-by-link.js';
import { formInputOf } from './command-input.js';
import { coverPage } from './cover-page.view.js';
import { textOf } from './form-text.js';
import { IncidentPages } from './incident-page.service.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { type HttpReply, type HttpRequest, page, seeOther, type WebAnswer, type WebRequest } from './web.js';

const NO_ANSWER = {
  code: 'INVALID_INPUT',
  field: 'answer',
  detail: 'an answer is accept or decline',
  hint: 'open the link again',
} as const;

/** A request for cover by its link: a GET shows it and changes nothing, a POST accepts or declines. */
@Controller()
export class CoverPageController {
  private readonly logger = new Logger(CoverPageController.name);
  private readonly pages: IncidentPages;

  constructor(@Inject(PAGES_DEPENDENCIES) private readonly deps: PagesDependencies) {
    this.pages = new IncidentPages(deps);
  }

  @Get('cover')
  async show(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await this.answer(request, reply, (web) => this.shown(web.query['link'] ?? ''));
  }

  @Post('cover')
  async settle(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await this.answer(request, reply, (web) => {
      const form = formInputOf(web.body);
      return this.settled(textOf(form, 'link'), textOf(form, 'answer'));
    });
  }

  private async answer(request: HttpRequest, reply: HttpReply, work: (web: WebRequest) => Promise<WebAnswer>): Promise<void> {
    await answerByLink({ request, reply, base: this.pages.base, logger: this.logger }, work);
  }

  private async shown(token: string): Promise<WebAnswer> {
    const { id, person } = claimsOf(this.deps.coverLinks, token);
    const request = await this.deps.covers.find(id);
    return page(200, coverPage({ request, person, token, base: this.pages.base, ...(await this.pages.lens(person)) }));
  }

  private async settled(token: string, answer: string): Promise<WebAnswer> {
    const { id, person } = claimsOf(this.deps.coverLinks, token);
    if (answer !== 'accept' && answer !== 'decline') throw new DomainFailure(NO_ANSWER);
    await this.deps.covers[answer](person, id);
    return seeOther(`${this.pages.base}/cover?link=${encodeURIComponent(token)}`);
  }
}
