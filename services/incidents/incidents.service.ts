import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { AlertStatus } from '../../domain/alerts/alert.model.js';
import type { Instant } from '../../domain/instant.js';
import { Database } from '../persistence/database.js';
import { type Sight, scopeParameter } from '../persistence/incident-scope.js';
import { poolOf } from '../persistence/sql.js';
import {
  countIncidents,
  listIncidents,
  READ_ALERTS,
  READ_ALERTS_OF,
  READ_FOLDS,
  READ_INCIDENT,
  READ_KEYS_IN_SIGHT,
  READ_PAGES,
  READ_PAGES_OF,
  READ_TIMELINES,
} from './incident.sql.js';
import type { AlertView, IncidentFold, IncidentView, ListPage, PageView, TimelineEntry } from './incident.view.js';
import { conditionsOf, type IncidentFilter } from './incident-filter.js';
import { pastIncident, pastPage } from './past-incident.js';

export interface ListRequest {
  readonly filter: IncidentFilter;
  /** 1 to 100. */
  readonly first: number;
}

export interface TimelineSpan {
  readonly afterSeq: number;
  readonly first: number;
}

export interface AlertsRequest {
  readonly status: readonly AlertStatus[] | null;
  readonly service: string | null;
  readonly beforeId: number | null;
  readonly first: number;
}

export interface PagesRequest {
  readonly key: string | null;
  readonly person: string | null;
  readonly before: { readonly at: Instant; readonly id: string } | null;
  readonly first: number;
}

/** Reads of incidents, each within what the viewer may see. PostgreSQL only, one statement each. */
@Injectable()
export class IncidentsService {
  private readonly pool: Pool;
  constructor(dataSource: Database) {
    this.pool = poolOf(dataSource);
  }

  /** null: there is none, or none for this viewer; nobody can tell which. */
  async find(sight: Sight, key: string): Promise<IncidentView | null> {
    const query = { name: 'incident-by-key', text: READ_INCIDENT, values: [scopeParameter(sight), key] };
    const { rows } = await this.pool.query<{ json: string }>(query);
    return rows[0] === undefined ? null : (JSON.parse(rows[0].json) as IncidentView);
  }

  /** As it was known at `at`; null also where it had not been detected by then. */
  async findPast(sight: Sight, key: string, at: Instant): Promise<IncidentView | null> {
    const now = await this.find(sight, key);
    if (now === null) return null;
    const all = await this.timelines(sight, [key], { afterSeq: 0, first: now.lastSeq });
    return pastIncident(now, all.get(key)?.rows ?? [], at);
  }

  /** The pages of an incident that had been sent out by `at`, newest first. */
  async pastPages(
    sight: Sight,
    { key, at, first }: { readonly key: string; readonly at: Instant; readonly first: number },
  ): Promise<readonly PageView[]> {
    const { rows } = await this.pages(sight, { key, person: null, before: { at: at + 1, id: '' }, first });
    return rows.map((page) => pastPage(page, at));
  }

  /** Those of these incidents that exist for the viewer. */
  async inSight(sight: Sight, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ key: string }>(READ_KEYS_IN_SIGHT, [scopeParameter(sight), keys]);
    return new Set(rows.map(({ key }) => key));
  }

  /** Newest first, with the newest entries of each one's timeline. */
  async list(sight: Sight, request: ListRequest): Promise<ListPage<IncidentView>> {
    const { conditions, values } = conditionsOf(request.filter);
    const text = listIncidents(conditions, `$${values.length + 2}`);
    return this.cutJson(text, [scopeParameter(sight), ...values, request.first + 1], request.first);
  }

  /** How many match in all. */
  async count(sight: Sight, filter: IncidentFilter): Promise<number> {
    const { conditions, values } = conditionsOf(filter);
    const { rows } = await this.pool.query<{ total: number }>(countIncidents(conditions), [scopeParameter(sight), ...values]);
    return rows[0]?.total ?? 0;
  }

  /** Newest first. */
  async pages(sight: Sight, request: PagesRequest): Promise<ListPage<PageView>> {
    const { key, person, before, first } = request;
    return this.cutJson(READ_PAGES, [scopeParameter(sight), key, person, before?.at ?? null, before?.id ?? null, first + 1], first);
  }

  /** Newest first. */
  async alerts(sight: Sight, request: AlertsRequest): Promise<ListPage<AlertView>> {
    const { status, service, beforeId, first } = request;
    return this.cutJson(READ_ALERTS, [scopeParameter(sight), status, service, beforeId, first + 1], first);
  }

  /** Each incident's entries after `afterSeq`, oldest first. */
  async timelines(sight: Sight, keys: readonly string[], span: TimelineSpan): Promise<ReadonlyMap<string, ListPage<TimelineEntry>>> {
    const found = await this.byKey<TimelineEntry>(READ_TIMELINES, [scopeParameter(sight), keys, span.afterSeq, span.first + 1]);
    return new Map([...found].map(([key, rows]) => [key, cut(rows, span.first)]));
  }

  /** Each incident's newest pages, at most `first`. */
  pagesOf(sight: Sight, keys: readonly string[], first: number): Promise<ReadonlyMap<string, readonly PageView[]>> {
    return this.byKey(READ_PAGES_OF, [scopeParameter(sight), keys, first]);
  }

  /** Each incident's alerts, those that fire first, at most `first`. */
  alertsOf(sight: Sight, keys: readonly string[], first: number): Promise<ReadonlyMap<string, readonly AlertView[]>> {
    return this.byKey(READ_ALERTS_OF, [scopeParameter(sight), keys, first]);
  }

  /** By key; without those that have not been recorded yet. */
  async folds(sight: Sight, keys: readonly string[]): Promise<ReadonlyMap<string, IncidentFold>> {
    const { rows } = await this.pool.query<{ key: string; fold: IncidentFold | null }>(READ_FOLDS, [scopeParameter(sight), keys]);
    return new Map(rows.flatMap(({ key, fold }) => (fold === null ? [] : [[key, fold] as const])));
  }

  private async byKey<T>(text: string, values: readonly unknown[]): Promise<ReadonlyMap<string, readonly T[]>> {
    const { rows } = await this.pool.query<{ key: string; json: string }>(text, [...values]);
    return new Map(rows.map(({ key, json }) => [key, JSON.parse(json) as T[]]));
  }

  private async cutJson<T>(text: string, values: readonly unknown[], first: number): Promise<ListPage<T>> {
    const { rows } = await this.pool.query<{ json: string }>({ name: statementName(text), text, values: [...values] });
    return cut(JSON.parse(rows[0]?.json ?? '[]') as T[], first);
  }
}

/** PostgreSQL keeps each statement's plan per connection; there are a few dozen texts, one per combination of filters. */
const names = new Map<string, string>();

function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `incidents-${names.size}`;
  names.set(text, name);
  return name;
}

const cut = <T>(rows: readonly T[], first: number): ListPage<T> => ({ rows: rows.slice(0, first), hasNext: rows.length > first });
