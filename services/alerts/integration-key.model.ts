import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/instant.js';

export const INTEGRATION_KINDS = ['alertmanager', 'pagerduty'] as const;
export type IntegrationKind = (typeof INTEGRATION_KINDS)[number];

/** A monitor's right to send alerts. The secret itself is not kept. */
export interface IntegrationKey {
  readonly id: string;
  /** The same for all keys of one monitor: a rotation changes no alert's identity. */
  readonly integrationId: string;
  readonly name: string;
  readonly kind: IntegrationKind;
  /** The part that may be shown, for example `tin_1f0c9a2b7d`. */
  readonly prefix: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  /** The last use after the revocation: some sender still has it. */
  readonly revokedUsedAt: Instant | null;
}

/** A key as just made: the only time that its secret is known. */
export interface MadeKey {
  readonly key: IntegrationKey;
  /** `prefix_id_secret`; 160 random bits. */
  readonly secret: string;
}

const SHAPE = /^tin_([0-9a-f]{10})_[0-9a-f]{40}$/;

export function newSecret(): { readonly id: string; readonly prefix: string; readonly secret: string; readonly hash: Buffer } {
  const id = randomBytes(5).toString('hex');
  const prefix = `tin_${id}`;
  const secret = `${prefix}_${randomBytes(20).toString('hex')}`;
  return { id, prefix, secret, hash: hashOf(secret) };
}

/** The id inside a secret; null where it has not the shape of one. */
export const keyIdOf = (secret: string): string | null => SHAPE.exec(secret)?.[1] ?? null;

/** Whether `secret` is the one whose hash is kept, in constant time. */
export const isSecretOf = (secret: string, hash: Buffer): boolean => timingSafeEqual(hashOf(secret), hash);

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
