import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../config/clock.js';
import { type IntegrationKey, isSecretOf, keyIdOf } from './integration-key.model.js';
import type { IntegrationKeysRepository, StoredKey } from './integration-keys.repository.js';

/** How old an answer from memory may be: so long may a revoked key still work in another process. */
const FRESH_MS = 5_000;
/** A storm of unknown keys costs at most one query per this long. */
const PACE_MS = 200;
const REMEMBERED = 1_024;

/**
 * All keys in memory. A known key is answered without a query; an unknown one after a look that began later than the question,
 * so that a key works everywhere as soon as it is made. While PostgreSQL is silent, what is in memory counts.
 */
export class KeyDirectory {
  private keys = new Map<string, StoredKey>();
  private proven = new Map<string, StoredKey>();
  private loadedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  constructor(
    private readonly repository: IntegrationKeysRepository,
    private readonly clock: Clock,
  ) {}

  /** The key of `secret`, revoked ones included; null: there is none. Rejects where only PostgreSQL could tell, and is silent. */
  async find(secret: string): Promise<IntegrationKey | null> {
    const isFresh = this.clock.now() - this.loadedAt < FRESH_MS;
    const known = this.lookUp(secret);
    if (known !== null) {
      if (!isFresh) this.load().catch(() => undefined); // what is in memory counts; the next question tries again
      return known;
    }
    if (keyIdOf(secret) === null) return null;
    await this.loadAfterNow();
    return this.lookUp(secret);
  }

  /** Forget what is in memory: a key was made or revoked here. */
  forget(): void {
    this.loadedAt = Number.NEGATIVE_INFINITY;
    this.keys = new Map();
    this.proven = new Map();
  }

  private lookUp(secret: string): IntegrationKey | null {
    const proven = this.proven.get(secret);
    if (proven !== undefined) return proven.key;
    const stored = this.keys.get(keyIdOf(secret) ?? '');
    if (stored === undefined || !isSecretOf(secret, stored.hash)) return null;
    if (this.proven.size < REMEMBERED) this.proven.set(secret, stored);
    return stored.key;
  }

  private load(): Promise<void> {
    this.loading ??= this.readAll().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  private async readAll(): Promise<void> {
    const began = this.clock.now();
    const stored = await this.repository.all();
    this.keys = new Map(stored.map((one) => [one.key.id, one]));
    this.proven = new Map();
    this.loadedAt = began;
  }

  private loadAfterNow(): Promise<void> {
    this.next ??= (async () => {
      const wait = this.loadedAt + PACE_MS - this.clock.now();
      if (wait > 0) await pause(wait);
      if (this.loading !== null) await this.loading.catch(() => undefined); // it began before the question
      this.next = null;
      await this.load();
    })().finally(() => {
      this.next = null;
    });
    return this.next;
  }
}
