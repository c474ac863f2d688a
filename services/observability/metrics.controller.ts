import { Controller, ForbiddenException, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import { DomainFailure } from '../../domain/error.js';
import { AccessService } from '../access/access.service.js';

export const METRICS_REGISTRY = Symbol('METRICS_REGISTRY');

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];
const BEARER = /^Bearer +(\S+) *$/i;

/** For Prometheus: from this machine itself, or with a token that may read metrics. */
@Controller()
export class MetricsController {
  constructor(
    @Inject(METRICS_REGISTRY) private readonly registry: Registry,
    private readonly access: AccessService,
  ) {
    if (registry.getSingleMetric('process_cpu_seconds_total') === undefined) collectDefaultMetrics({ register: registry });
  }

  @Get('metrics')
  async metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!(await this.mayRead(request))) throw new ForbiddenException('send a token that may read metrics, or ask from this machine');
    await reply.header('content-type', this.registry.contentType).send(await this.registry.metrics());
  }

  private async mayRead({ headers, ip }: FastifyRequest): Promise<boolean> {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    // Behind a proxy on this machine everybody seems to come from this machine.
    if (token === undefined) return LOOPBACK.has(ip) && FORWARDED.every((name) => headers[name] === undefined);
    try {
      return (await this.access.authenticate(token)).permissions.has('metrics:read');
    } catch (error) {
      if (error instanceof DomainFailure) return false;
      throw error;
    }
  }
}
