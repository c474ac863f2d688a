import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';
import type { FollowUpClass } from '../../domain/postincident/classes.js';
import type { FollowUp } from '../../domain/postincident/post-incident.model.js';
import { Database } from '../persistence/database.js';
import { type Sight, scopeParameter } from '../persistence/incident-scope.js';
import { poolOf } from '../persistence/sql.js';
import { READ_FOLLOW_UPS } from './follow-up.sql.js';
import type { ListPage } from './incident.view.js';

/** A follow-up as it is read, wherever its incident stands. */
export interface FollowUpView extends Omit<FollowUp, 'reminded'> {
  readonly incidentKey: string;
}

export interface FollowUpFilter {
  /** true: still to be done; false: done or given up. */
  readonly open?: boolean | undefined;
  readonly owner?: string | undefined;
  readonly class?: FollowUpClass | undefined;
  readonly dueBefore?: Instant | undefined;
}

export interface FollowUpsRequest {
  readonly filter: FollowUpFilter;
  /** The one before the first. */
  readonly after: { readonly dueAt: Instant; readonly incidentKey: string; readonly number: number } | null;
  /** 1 to 100. */
  readonly first: number;
}

/** What is to be done, over all incidents that the viewer may see. PostgreSQL only, one statement. */
@Injectable()
export class FollowUpsService {
  private readonly pool: Pool;
  constructor(dataSource: Database) {
    this.pool = poolOf(dataSource);
  }

  /** What is due first comes first. */
  async list(sight: Sight, { filter, after, first }: FollowUpsRequest): Promise<ListPage<FollowUpView>> {
    const { open = null, owner = null, class: kind = null, dueBefore = null } = filter;
    const values = [scopeParameter(sight), open, owner, kind, dueBefore, ...placeOf(after), first + 1];
    const { rows } = await this.pool.query<{ json: string }>(READ_FOLLOW_UPS, values);
    const found = JSON.parse(rows[0]?.json ?? '[]') as readonly FollowUpView[];
    return { rows: found.slice(0, first), hasNext: found.length > first };
  }
}

const placeOf = (after: FollowUpsRequest['after']): readonly unknown[] =>
  after === null ? [null, null, null] : [after.dueAt, after.incidentKey, after.number];
