import { MINUTE_MS } from '../../domain/instant.js';
import { messageOf } from '../config/message-of.js';
import { repeat } from '../config/repeat.js';
import type { SealerService } from './sealer.service.js';

export interface SealerLoopParts {
  readonly sealer: Pick<SealerService, 'pass'>;
  readonly warn: (message: string, detail: object) => void;
}

/** Seals every minute until stopped; a pass that fails is told, and tried again a minute later. */
export function startSealerLoop({ sealer, warn }: SealerLoopParts): { stop(): Promise<void> } {
  return repeat(() => sealer.pass(), {
    everyMs: MINUTE_MS,
    failed: (error) => warn('the chains could not be sealed', { why: messageOf(error) }),
  });
}
