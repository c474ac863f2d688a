import type { Instant } from '../instant.js';
import { POST_INCIDENT_EVENT_TYPES, type PostIncidentEventBody } from './post-incident-event.model.js';

/** Something that happened while people learnt from an incident. */
export type Learnt = PostIncidentEventBody & { readonly seq: number; readonly at: Instant };

const TYPES: ReadonlySet<string> = new Set(POST_INCIDENT_EVENT_TYPES);

export const isLearning = <T extends { readonly type: string }>(event: T): event is Extract<T, { type: PostIncidentEventBody['type'] }> =>
  TYPES.has(event.type);
