import { type Postmortem as PostmortemHead, publishedRevision } from '../../domain/postincident/post-incident.model.js';
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

/** What the texts add to the head of a postmortem. */
export interface Texts {
  readonly newest: {
    readonly revision: number;
    readonly text: string;
    readonly digest: string;
    readonly author: string | null;
    readonly writtenAt: number;
  };
  readonly published: { readonly text: string } | null;
}

const NOTHING_WRITTEN = { revision: 0, text: null, digest: null, author: null, writtenAt: null } as const;

export function postmortemOf(directory: DirectoryService, head: PostmortemHead, texts: Texts | null): Postmortem {
  const named = (person: string | null) => (person === null ? null : personOf(directory, person));
  const { status, owner, dueAt, publishedAt, publishedBy } = head;
  const published = publishedRevision(head);
  return {
    status,
    owner: named(owner),
    dueAt,
    ...(texts === null ? NOTHING_WRITTEN : { ...texts.newest, author: named(texts.newest.author) }),
    publishedRevision: published,
    publishedText: texts?.published?.text ?? null,
    publishedDigest: published === null ? null : head.digest,
    publishedAt,
    publishedBy: named(publishedBy),
  };
}
