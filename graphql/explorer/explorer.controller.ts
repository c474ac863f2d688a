import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EXPLORER_HEADERS, EXPLORER_PAGE, EXPLORER_STYLE } from './page.js';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};
/** Beside the compiled code; from the sources, where the build puts it. */
const FOLDER = [new URL('../../explorer/', import.meta.url), new URL('../../dist/explorer/', import.meta.url)].find((folder) =>
  existsSync(new URL('main.js', folder)),
);

/** GraphiQL from our own server. It shows no more than its user's session or token may see. */
@Controller('graphiql')
export class ExplorerController {
  /** Only files that the build made: a name that is none of them is nowhere. */
  private readonly files: ReadonlySet<string> = new Set(
    FOLDER === undefined ? [] : readdirSync(FOLDER).filter((name) => extname(name) in TYPES),
  );

  @Get()
  async page(@Res() reply: FastifyReply): Promise<void> {
    await reply.headers(EXPLORER_HEADERS).type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(EXPLORER_PAGE);
  }

  @Get('page.css')
  async style(@Res() reply: FastifyReply): Promise<void> {
    await reply.headers(EXPLORER_HEADERS).type('text/css; charset=utf-8').send(EXPLORER_STYLE);
  }

  @Get(':file')
  async asset(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    if (FOLDER === undefined || !this.files.has(file)) {
      await reply.code(404).type('text/plain; charset=utf-8').send('there is no such file\n');
      return;
    }
    await reply
      .headers(EXPLORER_HEADERS)
      .type(TYPES[extname(file)] ?? 'application/octet-stream')
      .header('cache-control', 'public, max-age=300')
      .send(createReadStream(new URL(file, FOLDER)));
  }
}
