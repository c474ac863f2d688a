import type { Client } from '@temporalio/client';
import { MINUTE_MS } from '../../domain/instant.js';
import { repeat } from '../config/repeat.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import { reconcileHandoffSchedules } from './handoff-schedules.js';

export interface HandoffKeeperParts {
  readonly client: Client;
  readonly handbooks: HandbookReader;
  readonly warn: (message: string, detail: object) => void;
}

/** Keeps Temporal's schedules as the running handbook says, from a minute after another version was applied. Several processes may do so. */
export function keepHandoffSchedules({ client, handbooks, warn }: HandoffKeeperParts): { stop(): Promise<void> } {
  let kept: number | null = null;
  const pass = async (): Promise<void> => {
    const current = await handbooks.current();
    if (current === null || current.versionId === kept) return;
    await reconcileHandoffSchedules(client, current.handbook.handoffs?.regular ?? []);
    kept = current.versionId;
  };
  const failed = (error: unknown): void => warn('the schedules of handoffs could not be kept', { why: String(error) });
  return repeat(pass, { everyMs: MINUTE_MS, failed });
}
