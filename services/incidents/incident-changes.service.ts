import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Client, type ClientConfig } from 'pg';
import { SECOND_MS } from '../../domain/instant.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';

/** A listener is told keys of incidents that changed; null: changes may have been missed, look at everything again. */
export type ChangeListener = (key: string | null) => void;

const CHANNEL = 'tocsin_incident_changed';
const RETRY_MS = SECOND_MS;

/** Hears from PostgreSQL which incidents changed, over one connection of its own, and goes on after that breaks. */
@Injectable()
export class IncidentChangesService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(IncidentChangesService.name);
  private readonly listeners = new Set<ChangeListener>();
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  private readonly connection: ClientConfig;

  constructor(dataSource: Database) {
    const { options } = poolOf(dataSource);
    this.connection = { ...options, password: options.password, application_name: 'tocsin-changes', keepAlive: true };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  /** Begins to hear; until then nobody is told. Never throws: a database that is away is tried again. */
  private async start(): Promise<void> {
    const client = new Client(this.connection);
    client.on('notification', ({ payload }) => this.tell(payload?.split(':')[0] ?? null));
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('the connection ended')));
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.tell(null);
    } catch (error) {
      this.lost(client, error);
    }
  }

  listen(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end();
  }

  private tell(key: string | null): void {
    for (const listener of this.listeners) listener(key);
  }

  private lost(client: Client, error: unknown): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    this.logger.warn(`changes are not heard; trying again: ${String(error)}`);
    client.end().catch((failure: unknown) => this.logger.debug(`the broken connection did not close: ${String(failure)}`));
    this.retry = setTimeout(() => void this.start(), RETRY_MS);
  }
}
