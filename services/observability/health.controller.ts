import { Controller, Get, HttpCode, HttpException, Inject, Optional, ServiceUnavailableException } from '@nestjs/common';
import type { Pool } from 'pg';
import { TEMPORAL_PROBE, type TemporalProbe } from '../orchestration/tokens.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';

const PATIENCE_MS = 2_000;

type Health = 'up' | 'down' | 'unknown';
const UNKNOWN: Health = 'unknown';

@Controller()
export class HealthController {
  private readonly pool: Pool;

  constructor(
    dataSource: Database,
    @Optional() @Inject(TEMPORAL_PROBE) private readonly probe: TemporalProbe | null = null,
  ) {
    this.pool = poolOf(dataSource);
  }

  /** The process runs and answers. */
  @Get('live')
  @HttpCode(200)
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** PostgreSQL answers: alerts and commands are taken. Without Temporal they are kept, so its state is only told. */
  @Get('ready')
  async ready(): Promise<{ readonly status: 'ready'; readonly postgres: Health; readonly temporal: Health }> {
    const { probe } = this;
    const [postgres, temporal] = await Promise.all([stateOf(() => this.pool.query('SELECT 1')), probe === null ? UNKNOWN : stateOf(probe)]);
    if (postgres === 'up') return { status: 'ready', postgres, temporal };
    throw new HttpException({ status: 'unready', postgres, temporal }, new ServiceUnavailableException().getStatus());
  }
}

async function stateOf(ask: () => Promise<unknown>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'down');
  });
  const answer = ask().then(
    () => 'up' as const,
    () => 'down' as const, // the state is the answer; what is wrong is in the log of what failed
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
