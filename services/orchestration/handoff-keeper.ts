import type { Client } from '@temporalio/client';
import { SECOND_MS } from '../../domain/instant.js';
import { repeat } from '../config/repeat.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import { reconcileHandoffSchedules } from './handoff-schedules.js';

export interface HandoffKeeperParts {
  readonly client: Client;
  readonly handbooks: HandbookReader;
  readonly warn: (message: string, detail: object) => void;
}

/** Which version runs is known without asking anybody: the clock alone may have changed it. */
const EVERY_MS = 5 * SECOND_MS;

/**
 * Keeps Temporal's schedules as the handbook in force says, from some seconds after it took effect; a handoff that was due meanwhile is
 * caught up with. Several processes may do so.
 */
export function keepHandoffSchedules({ client, handbooks, warn }: HandoffKeeperParts): { stop(): Promise<void> } {
  let kept: number | null = null;
  const pass = async (): Promise<void> => {
    const current = await handbooks.current();
    if (current === null || current.versionId === kept) return;
    await reconcileHandoffSchedules(client, current.handbook.handoffs?.regular ?? [], current.since);
    kept = current.versionId;
  };
  const failed = (error: unknown): void => warn('the schedules of handoffs could not be kept', { why: String(error) });
  return repeat(pass, { everyMs: EVERY_MS, failed });
}
