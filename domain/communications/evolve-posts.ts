import type { IncidentEvent, IncidentOpening } from '../incidents/incident-event.model.js';
import type { StatusPageState, StatusPost } from './status-page.model.js';
import { STATUS_POST_EVENT_TYPES, type StatusPostEventBody } from './status-post-event.model.js';

type StatusPostEvent = Extract<IncidentEvent, StatusPostEventBody>;

export const isStatusPostEvent = (event: IncidentEvent): event is StatusPostEvent =>
  STATUS_POST_EVENT_TYPES.some((type) => type === event.type);

/** What an incident knows of the status page before its first event; nothing where nothing is ever told of it. */
export function statusPageAtOpening(opening: IncidentOpening): { readonly statusPage?: StatusPageState } {
  const { communications, declaredBy, visibility, test } = opening;
  // The plan is not pinned for these; and if it were, it would count for nothing.
  if (communications === undefined || visibility === 'RESTRICTED' || test) return {};
  const { statusPage: plan } = communications;
  return { statusPage: { plan, posts: [], drafted: 0, draftedFor: null, isClassified: declaredBy?.verified === true } };
}

/** The page's part of the incident after `event`. */
export function statusPageAfter(page: StatusPageState, event: IncidentEvent): StatusPageState {
  switch (event.type) {
    case 'Classified':
      return event.by.verified && !page.isClassified ? { ...page, isClassified: true } : page;
    case 'StatusPostDrafted':
      return { ...page, posts: [...page.posts, event.post], drafted: page.drafted + 1, draftedFor: draftedFor(page, event) };
    case 'StatusPostApproved': {
      const { text, components, impact, title, by, at } = event;
      return changed(page, event.post, {
        ...(title === undefined ? {} : { title }),
        text,
        components,
        impact,
        state: 'PUBLISHING',
        publishedBy: by?.person ?? null,
        publishedAt: at,
        refusal: null,
      });
    }
    case 'StatusPostPublished':
      return changed(page, event.post, { state: 'PUBLISHED' });
    case 'StatusPostFailed':
      return changed(page, event.post, { state: 'DRAFT', publishedBy: null, publishedAt: null, refusal: event.reason });
    case 'StatusPostDiscarded':
      return { ...page, posts: page.posts.filter((post) => post.id !== event.post), ...forgotten(page, event) };
    default:
      return page;
  }
}

type Drafted = Extract<StatusPostEvent, { type: 'StatusPostDrafted' }>;
type Discarded = Extract<StatusPostEvent, { type: 'StatusPostDiscarded' }>;

/** What a person writes says nothing of what Tocsin is still to draft. */
const draftedFor = ({ plan, draftedFor: before }: StatusPageState, { post, by }: Drafted) =>
  plan.edition === 2 && by !== null ? before : post.phase;

/** What Tocsin took back, because the work had come elsewhere, is drafted again when the work comes there again. */
function forgotten(page: StatusPageState, { post, by }: Discarded): Partial<StatusPageState> {
  const phase = page.posts.find(({ id }) => id === post)?.phase;
  return page.plan.edition === 2 && by === null && page.draftedFor === phase ? { draftedFor: null } : {};
}

const changed = (page: StatusPageState, id: string, change: Partial<StatusPost>): StatusPageState => ({
  ...page,
  posts: page.posts.map((post) => (post.id === id ? { ...post, ...change } : post)),
});
