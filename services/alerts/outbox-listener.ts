import pg from 'pg';

const RECONNECT_MS = 1_000;

/** Calls `onNotice` when a batch left something urgent. A lost connection is made again; until then the relay's poll serves. */
export class OutboxListener {
  private client: pg.Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private stopped = true;

  constructor(
    private readonly connection: pg.ClientConfig,
    private readonly onNotice: () => void,
  ) {}

  async start(): Promise<void> {
    this.stopped = false;
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry !== null) clearTimeout(this.retry);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined); // it is gone either way
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ ...this.connection, application_name: 'tocsin-relay', keepAlive: true });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', this.onNotice);
    this.client = client;
    try {
      await client.connect();
      await client.query('LISTEN tocsin_outbox');
      this.onNotice(); // what was said while nobody listened
    } catch {
      this.lost(client);
    }
  }

  private lost(client: pg.Client): void {
    if (this.stopped || this.client !== client) return;
    this.client = null;
    client.end().catch(() => undefined); // it is gone either way
    this.retry = setTimeout(() => void this.connect(), RECONNECT_MS);
    this.retry.unref();
  }
}
