import { baseUrlOf } from '../config/base-url.js';
import { createPersonLinks, type PersonLinks } from '../config/person-links.js';

/** Links that read a handoff, and accept it while it waits, as one person. */
export interface HandoffLinks extends PersonLinks {
  /** The page of an incident; whoever opens it signs in. */
  incident(key: string): string;
}

export function createHandoffLinks(options: { readonly secret: string; readonly publicUrl: string }): HandoffLinks {
  const base = baseUrlOf(options.publicUrl);
  return {
    ...createPersonLinks({ ...options, page: 'handoff', purpose: 'tocsin handoff link v1', version: 'th1' }),
    incident: (key) => `${base}/incidents/${encodeURIComponent(key)}`,
  };
}
