import type { SkippedTarget } from './incident-command.model.js';

/** Why nobody was paged for a target: a reason's name, or who is away until when. */
export function skipWords({ reason, target, person = target, until }: SkippedTarget): string {
  return reason === 'AWAY' && until !== undefined ? `${person} is away until ${iso(until)}` : reason;
}

const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
