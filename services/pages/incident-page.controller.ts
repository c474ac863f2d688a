import { Controller, Get, Inject, Logger, Param, Post, Req, Res } from '@nestjs/common';
import { COMMAND_KINDS } from '../../domain/incidents/incident-command.model.js';
import { errorAnswer, NOT_FOUND, UNAVAILABLE } from './error-page.js';
import { IncidentDesk } from './incident-desk.js';
import { commandSegment } from './page-paths.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { type HttpReply, type HttpRequest, send, type WebAnswer, type WebRequest, webRequest } from './web.js';

/** One incident's page. GET changes nothing; POST acts. */
@Controller('incidents/:key')
export class IncidentPageController {
  private readonly logger = new Logger(IncidentPageController.name);
  private readonly desk: IncidentDesk;

  constructor(@Inject(PAGES_DEPENDENCIES) deps: PagesDependencies) {
    this.desk = new IncidentDesk(deps);
  }

  @Get()
  async show(@Param('key') key: string, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await this.answer(request, reply, (web) => this.desk.show(key, web));
  }

  @Post(':command')
  async act(@Param() path: { key: string; command: string }, @Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    const kind = COMMAND_KINDS.find((one) => commandSegment(one) === path.command);
    await this.answer(request, reply, (web) =>
      kind === undefined ? errorAnswer(web, NOT_FOUND, this.desk.base) : this.desk.act(path.key, kind, web),
    );
  }

  /** Whatever breaks is our own fault, and says so in the page's own words. */
  private async answer(request: HttpRequest, reply: HttpReply, make: (web: WebRequest) => Promise<WebAnswer> | WebAnswer): Promise<void> {
    const web = webRequest(request);
    try {
      await send(reply, await make(web));
    } catch (error) {
      this.logger.error(error instanceof Error ? error.message : 'a page failed');
      await send(reply, errorAnswer(web, UNAVAILABLE, this.desk.base));
    }
  }
}
