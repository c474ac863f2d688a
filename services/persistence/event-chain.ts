import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/canonical-json.js';
import type { IncidentEvent } from '../../domain/incidents/incident-event.model.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What one event says, as 64 hex digits. Two different events never share one. */
export const eventDigest = (event: IncidentEvent): string => sha256(canonicalJson(event));

/** The head of an incident's chain after `digest`: depends on every event before it, in order. */
export const chainAfter = (head: string, digest: string): string => sha256(`${head}\n${digest}`);
