import { DomainFailure } from '../../domain/error.js';
import type { AuditLogService } from '../audit/audit-log.service.js';
import type { Clock } from '../config/clock.js';
import { type IntegrationKey, type IntegrationKind, type MadeKey, newSecret } from './integration-key.model.js';
import type { IntegrationKeysRepository } from './integration-keys.repository.js';
import { KeyDirectory } from './key-directory.js';

/** During a rotation the old key and the new one both work. */
const LIVE_AT_ONCE = 2;

/** The name is shown in terminals and in blocks to paste: nothing that steers the one or breaks the other. */
const STEERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

export interface NewIntegration {
  readonly name: string;
  readonly kind: IntegrationKind;
  readonly by: string;
}

/** The keys with which monitors send alerts: made, rotated, revoked; the secret is shown once and kept as a hash only. */
export class IntegrationKeysService {
  private readonly directory: KeyDirectory;
  private readonly used = new Set<string>();

  constructor(
    private readonly repository: IntegrationKeysRepository,
    private readonly audit: Pick<AuditLogService, 'recorded'>,
    private readonly clock: Clock,
  ) {
    this.directory = new KeyDirectory(repository, clock);
  }

  async create(integration: NewIntegration): Promise<MadeKey> {
    const name = integration.name.trim();
    if (name === '' || name.length > 100 || STEERS.test(name))
      throw new DomainFailure({ code: 'INVALID_INPUT', field: 'name', detail: 'name: 1 to 100 characters, all of them visible' });
    return await this.make({ ...integration, name }, { action: 'integration.create' });
  }

  /** A second key of the same integration. The old one works until it is revoked. Throws `CONFLICT` where two are live already. */
  async rotate(id: string, by: string): Promise<MadeKey> {
    const keys = await this.list();
    const old = keys.find((key) => key.id === id);
    if (old === undefined) throw notFound(id);
    const live = keys.filter((key) => key.integrationId === old.integrationId && key.revokedAt === null);
    if (live.length >= LIVE_AT_ONCE) {
      const detail = `${live.length} keys of ${old.name} are live: ${live.map((key) => key.prefix).join(', ')}`;
      throw new DomainFailure({ code: 'CONFLICT', detail, hint: 'revoke one of them first' });
    }
    return await this.make({ name: old.name, kind: old.kind, by }, { action: 'integration.rotate', integrationId: old.integrationId });
  }

  /** From now on this process refuses it, every other within 5 s. Throws `NOT_FOUND`. */
  async revoke(id: string, by: string): Promise<void> {
    await this.audit.recorded({ actor: by, action: 'integration.revoke', subject: id }, async (client) => {
      if (!(await this.repository.revoke(client, id, this.clock.now()))) throw notFound(id);
    });
    this.directory.forget();
  }

  async list(): Promise<readonly IntegrationKey[]> {
    return (await this.repository.all()).map((stored) => stored.key);
  }

  /** The key that a sender showed, revoked ones included; null: there is none. */
  async find(secret: string): Promise<IntegrationKey | null> {
    const key = await this.directory.find(secret);
    if (key !== null) this.used.add(key.id);
    return key;
  }

  /** Writes down which keys were used since the last time. */
  async flushUse(): Promise<void> {
    if (this.used.size === 0) return;
    const ids = [...this.used];
    this.used.clear();
    await this.repository.noteUse(ids, this.clock.now());
  }

  private async make(integration: NewIntegration, as: { readonly action: string; readonly integrationId?: string }): Promise<MadeKey> {
    const { id, prefix, secret, hash } = newSecret();
    const key: IntegrationKey = {
      id,
      integrationId: as.integrationId ?? id,
      name: integration.name,
      kind: integration.kind,
      prefix,
      createdBy: integration.by,
      createdAt: this.clock.now(),
      revokedAt: null,
      lastUsedAt: null,
      revokedUsedAt: null,
    };
    const { name, kind, integrationId } = key;
    const entry = { actor: integration.by, action: as.action, subject: id, detail: { name, kind, integrationId } };
    await this.audit.recorded(entry, (client) => this.repository.insert(client, { key, hash }));
    return { key, secret };
  }
}

const notFound = (id: string): DomainFailure => new DomainFailure({ code: 'NOT_FOUND', field: 'id', detail: `no integration key ${id}` });
