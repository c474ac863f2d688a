import { Readable } from 'node:stream';
import { Controller, Get, HttpException, Logger, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DomainError, DomainFailure, type ErrorCode } from '../../domain/error.js';
import type { Viewer } from '../access/access.model.js';
import { AccessService } from '../access/access.service.js';
import { messageOf } from '../config/message-of.js';
import { AuditExportService } from './audit-export.service.js';
import { type ExportFile, exportLine } from './export.model.js';
import type { AuditScope } from './incident-audit.repository.js';

const BEARER = /^Bearer +(\S+) *$/i;
const KEY = /^INC-\d{1,18}$/;
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  LIMIT_EXCEEDED: 429,
};

/** `GET /audit/export`: one file a line, as JSON, the manifest last. For tokens that may read the audit log. */
@Controller()
export class AuditExportController {
  private readonly logger = new Logger('AuditExport');

  constructor(
    private readonly exports: AuditExportService,
    private readonly access: AccessService,
  ) {}

  @Get('audit/export')
  async export(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    try {
      const viewer = await this.auditor(request);
      const files = await this.exports.export(scopeOf(query), { person: viewer.person, role: viewer.role });
      await reply
        .header('content-type', 'application/x-ndjson')
        .header('cache-control', 'no-store')
        .send(Readable.from(this.lines(files)));
    } catch (error) {
      if (!(error instanceof DomainFailure)) throw error;
      throw new HttpException({ error: error.error satisfies DomainError }, STATUS[error.error.code] ?? 500);
    }
  }

  /** A failure on the way cuts the answer short, before the manifest: whoever reads it can tell. */
  private async *lines(files: AsyncGenerator<ExportFile>): AsyncGenerator<string> {
    try {
      for await (const file of files) yield `${JSON.stringify(exportLine(file))}\n`;
    } catch (error) {
      this.logger.error({ message: 'an export was cut short', why: messageOf(error) });
      throw error;
    }
  }

  private async auditor({ headers }: FastifyRequest): Promise<Viewer> {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) throw new DomainFailure({ code: 'UNAUTHENTICATED', detail: 'this needs a token' });
    const viewer = await this.access.authenticate(token);
    if (viewer.permissions.has('audit:read')) return viewer;
    throw new DomainFailure({
      code: 'FORBIDDEN',
      detail: 'this needs the permission audit:read',
      hint: 'ask for a token of the role AUDITOR',
    });
  }
}

/** `incident` once or several times, or `from` and `to`. */
function scopeOf({ incident, from, to }: Readonly<Record<string, unknown>>): AuditScope {
  const keys = incident === undefined ? null : [incident].flat().map((key) => (typeof key === 'string' ? key : ''));
  const wrong = keys?.find((key) => !KEY.test(key));
  if (wrong !== undefined)
    throw new DomainFailure({ code: 'INVALID_INPUT', field: 'incident', detail: 'an incident is named like INC-1042' });
  if (keys === null && (from === undefined || to === undefined)) {
    throw new DomainFailure({
      code: 'INVALID_INPUT',
      field: 'incident',
      detail: 'name incidents, or the span in which they were detected: from and to',
    });
  }
  return { keys, from: instantOf('from', from), to: instantOf('to', to) };
}

function instantOf(field: string, text: unknown): number | null {
  if (text === undefined) return null;
  const at = typeof text === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new DomainFailure({ code: 'INVALID_INPUT', field, detail: 'write an instant like 2026-11-23T02:47:00Z' });
  return at;
}
