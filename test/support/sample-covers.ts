import type { Cover } from '../../domain/covers/cover.model.js';

/** A cover of the primary by chloe, recorded when it begins, unless said otherwise. */
export function aCover(said: Partial<Cover> & Pick<Cover, 'from' | 'to'>): Cover {
  return {
    id: 'COV-1',
    schedule: 'on-call',
    person: 'chloe',
    relieves: ['ada'],
    recordedAt: said.from,
    by: 'chloe',
    reason: null,
    endedAt: null,
    endedBy: null,
    ...said,
  };
}
