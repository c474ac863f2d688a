import { createHash } from 'node:crypto';

/** 128 bits of SHA-256 in hex: a name for `key` that any provider takes, equal for equal keys. */
export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);
