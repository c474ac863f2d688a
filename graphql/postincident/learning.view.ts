import type { PostIncident } from '../../domain/postincident/post-incident.model.js';
import type { DirectoryService } from '../../services/incidents/directory.service.js';
import type { FollowUpView } from '../../services/incidents/follow-ups.service.js';
import { personOf } from '../handbook/directory.view.js';
import type { FollowUp } from './follow-up.model.js';
import type { Postmortem } from './postmortem.model.js';

const NO_TICKET = { id: null, url: null, code: null, reason: null } as const;

export function followUpOf(directory: DirectoryService, view: FollowUpView): FollowUp {
  const { incidentKey, number, owner, addedBy, ticket, ...rest } = view;
  return {
    ...rest,
    incidentKey,
    number,
    id: `${incidentKey}/follow-up/${number}`,
    owner: personOf(directory, owner),
    addedBy: personOf(directory, addedBy),
    ticket: ticket === null ? null : { ...NO_TICKET, ...ticket },
  };
}

/** What a revision adds to the head of a postmortem. */
export interface NewestText {
  readonly revision: number;
  readonly text: string;
  readonly digest: string;
  readonly author: string | null;
  readonly writtenAt: number;
}

const NOTHING_WRITTEN = { revision: 0, text: null, digest: null, author: null, writtenAt: null } as const;

export function postmortemOf(
  directory: DirectoryService,
  learning: PostIncident | undefined,
  newest: NewestText | null,
): Postmortem | null {
  const head = learning?.postmortem ?? null;
  if (head === null) return null;
  const named = (person: string | null) => (person === null ? null : personOf(directory, person));
  const { status, owner, dueAt, publishedAt, publishedBy } = head;
  return {
    status,
    owner: named(owner),
    dueAt,
    ...(newest === null ? NOTHING_WRITTEN : { ...newest, author: named(newest.author) }),
    publishedRevision: status === 'PUBLISHED' ? head.revision : null,
    publishedAt,
    publishedBy: named(publishedBy),
  };
}
