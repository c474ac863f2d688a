import { Controller, Get, Logger, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainFailure } from '../../domain/error.js';
import { messageOf } from '../config/message-of.js';
import { isKnown } from '../config/published.js';
import { CalendarDeskService } from './calendar-desk.service.js';

/** What calendars are told apart from the calendar: nothing that depends on whose it is, or was. */
const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } as const;
const RETRY_AFTER_S = '60';

/** `GET /calendar/<secret>.ics`. The address is the key: no session, no cookie, and the address stands in no log. */
@Controller()
export class CalendarFeedController {
  private readonly logger = new Logger('CalendarFeed');

  constructor(private readonly desk: CalendarDeskService) {}

  @Get('calendar/:file')
  async read(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const calendar = await this.desk.calendar(/^(.+)\.ics$/.exec(file)?.[1] ?? '');
      reply.headers(calendar.headers);
      if (isKnown(calendar, request.headers['if-none-match'])) await reply.code(304).send();
      else await reply.code(calendar.status).send(calendar.body);
    } catch (error) {
      await this.refuse(reply, error);
    }
  }

  private async refuse(reply: FastifyReply, error: unknown): Promise<void> {
    if (error instanceof DomainFailure && error.error.code === 'NOT_FOUND') {
      await reply.code(404).headers(PLAIN).send('there is no such calendar\n');
      return;
    }
    this.logger.error({ message: 'a calendar could not be read', why: messageOf(error) });
    await reply
      .code(503)
      .headers({ ...PLAIN, 'retry-after': RETRY_AFTER_S })
      .send('not now; ask again in a minute\n');
  }
}
