import { Controller, Get, Inject, Logger, Param, Post, Req, Res } from '@nestjs/common';
import { errorAnswer, UNAVAILABLE } from './error-page.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { PostmortemDesk } from './postmortem-desk.js';
import { type HttpReply, type HttpRequest, send, type WebAnswer, type WebRequest, webRequest } from './web.js';

/** One postmortem's page. GET changes nothing; POST writes a revision. */
@Controller('incidents/:key/postmortem')
export class PostmortemPageController {
  private readonly logger = new Logger(PostmortemPageController.name);
  private readonly desk: PostmortemDesk;

  constructor(@Inject(PAGES_DEPENDENCIES) deps: PagesDependencies) {
    this.desk = new PostmortemDesk(deps);
  }

  @Get()
  async show(@Param('key') key: string, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await this.answer(request, reply, (web) => this.desk.show(key, web));
  }

  @Post()
  async write(@Param('key') key: string, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await this.answer(request, reply, (web) => this.desk.write(key, web));
  }

  /** Whatever breaks is our own fault, and says so in the page's own words. */
  private async answer(request: HttpRequest, reply: HttpReply, make: (web: WebRequest) => Promise<WebAnswer>): Promise<void> {
    const web = webRequest(request);
    try {
      await send(reply, await make(web));
    } catch (error) {
      this.logger.error(error instanceof Error ? error.message : 'a page failed');
      await send(reply, errorAnswer(web, UNAVAILABLE, this.desk.base));
    }
  }
}
