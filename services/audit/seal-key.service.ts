import type { SealKey } from './seal-key.js';

/** The public half of what signs the seals. */
export class SealKeyService {
  constructor(private readonly key: SealKey | null) {}

  /** null: this server signs nothing. */
  publicKey(): { readonly id: string; readonly publicKey: string } | null {
    return this.key === null ? null : { id: this.key.id, publicKey: this.key.publicKey };
  }
}
