import { MINUTE_MS } from '../../domain/instant.js';
import { messageOf } from '../config/message-of.js';
import type { SealerService } from './sealer.service.js';

export interface SealerLoopParts {
  readonly sealer: Pick<SealerService, 'pass'>;
  readonly warn: (message: string, detail: object) => void;
}

/** Seals every minute until stopped; a pass that fails is told, and tried again a minute later. */
export function startSealerLoop({ sealer, warn }: SealerLoopParts): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let passing: Promise<void> = Promise.resolve();
  const pass = async (): Promise<void> => {
    try {
      await sealer.pass();
    } catch (error) {
      warn('the chains could not be sealed', { why: messageOf(error) });
    }
  };
  const next = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      passing = pass().finally(next);
    }, MINUTE_MS);
  };
  passing = pass().finally(next);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await passing;
    },
  };
}
