import { createHash } from 'node:crypto';
import type { ContactMethod } from '../../domain/handbook/handbook.model.js';

/** Over which contact method a link was sent: whoever presses it got what was sent there. */
export interface MethodProof {
  readonly method: string;
  /** A fingerprint of channel and address, 16 hex digits: where either changes, nothing is proven of it yet. */
  readonly address: string;
}

export const proofOf = ({ id, channel, address }: ContactMethod): MethodProof => ({
  method: id,
  address: createHash('sha256').update(`${channel}\0${address}`).digest('hex').slice(0, 16),
});
