import { Inject, Injectable } from '@nestjs/common';
import type { Handbook, Person, Service } from '../../domain/handbook/handbook.model.js';
import { SECOND_MS } from '../../domain/instant.js';
import { systemClock } from '../config/clock.js';
import type { HandbookReader, RunningHandbook } from '../handbook/handbook-reader.port.js';

export const HANDBOOK_READER = Symbol('HANDBOOK_READER');

const FRESH_MS = 2 * SECOND_MS;

/** Names of people and services, at once: reads ask the handbook at most every two seconds, and never wait for it twice. */
@Injectable()
export class DirectoryService {
  private running: RunningHandbook | null = null;
  private asOf = Number.NEGATIVE_INFINITY;

  constructor(@Inject(HANDBOOK_READER) private readonly handbooks: HandbookReader) {}

  /** The handbook as it runs; null before the first one is applied. */
  async current(): Promise<RunningHandbook | null> {
    const now = systemClock.now();
    if (now - this.asOf >= FRESH_MS) {
      this.running = await this.handbooks.current();
      this.asOf = now;
    }
    return this.running;
  }

  byVersion(versionId: number): Promise<Handbook> {
    return this.handbooks.byVersion(versionId);
  }

  /** As `current` last saw it. */
  person(id: string): Person | undefined {
    return own(this.running?.handbook.people, id);
  }

  /** As `current` last saw it. */
  service(id: string): Service | undefined {
    return own(this.running?.handbook.services, id);
  }
}

/** An id comes from outside: `constructor` is nobody. */
const own = <T>(record: Readonly<Record<string, T>> | undefined, id: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, id) ? record[id] : undefined;
