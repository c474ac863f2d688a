import type { PostPhase, Severity } from '../handbook/handbook.model.js';
import type { Draft } from '../incidents/draft.js';
import { type Actor, type Incident, type IncidentStatus, isWorse } from '../incidents/incident.model.js';
import { renderTemplate } from './render-template.js';
import { MAX_POSTS, type PostImpact, type StatusPageState, type StatusPost } from './status-page.model.js';

const IMPACT: Readonly<Record<Severity, PostImpact>> = { SEV1: 'CRITICAL', SEV2: 'MAJOR', SEV3: 'MINOR', SEV4: 'MINOR' };

/** Something has been told to the public, or is on its way there. */
export const isTold = (page: StatusPageState): boolean => page.posts.some(({ state }) => state !== 'DRAFT');

/** What the public reads now; undefined: nothing has been told. */
function lastTold({ plan, posts }: StatusPageState): StatusPost | undefined {
  const told = posts.filter(({ state }) => state !== 'DRAFT');
  return plan.edition === 2 ? told.toSorted(byTime).at(-1) : told.at(-1);
}

const byTime = (a: StatusPost, b: StatusPost): number => (a.publishedAt ?? 0) - (b.publishedAt ?? 0);

/** The phase that the public reads now; null: nothing has been told. */
const toldPhase = (page: StatusPageState): PostPhase | null => lastTold(page)?.phase ?? null;

/** The components that suffer: as the public was told last, else those that the service stands for. */
export function sufferers(page: StatusPageState): readonly string[] {
  const told = page.plan.edition === 2 ? lastTold(page) : undefined;
  return told?.components ?? page.plan.affected;
}

function phaseOf(status: IncidentStatus): PostPhase {
  if (status === 'IDENTIFIED' || status === 'MONITORING') return status;
  return status === 'TRIAGE' || status === 'INVESTIGATING' ? 'INVESTIGATING' : 'RESOLVED';
}

/**
 * Drafts what the public should hear next, when the incident has come into another phase. Only after a person has classified
 * it, from the handbook's severity on, or once something has been told; never twice for one phase. An end that the public never
 * heard the beginning of is not told. What the components publish by themselves goes out. Guide: G2.5
 */
export function keepPageInStep(draft: Draft): void {
  const incident = draft.incident();
  const page = incident.statusPage;
  if (page === undefined || sufferers(page).length === 0) return;
  const phase = phaseOf(incident.status);
  for (const post of page.posts) if (isOutdated(post, phase)) discard(draft, post);
  if (!isWanted(incident, page, phase) || isKnown(page, phase) || isFull(page, phase)) return;
  recordDraft(draft, { phase, by: null });
  const post = draft.incident().statusPage?.posts.at(-1);
  if (post !== undefined && page.isClassified && isAutomatic(page, post)) recordApproval(draft, post, null);
}

/** Something was told, or is bad enough to be told and not yet over. */
function isWanted({ severity, severityConfirmed }: Incident, page: StatusPageState, phase: PostPhase): boolean {
  if (isTold(page)) return true;
  return phase !== 'RESOLVED' && severityConfirmed && !isWorse(page.plan.from, severity);
}

/** The public reads it already, or it was drafted and a person decides, or has decided, what becomes of it. */
const isKnown = (page: StatusPageState, phase: PostPhase): boolean =>
  page.draftedFor === phase || toldPhase(page) === phase || (page.plan.edition === 2 && isWritten(page, phase));

/** A person's own draft for the phase waits. */
const isWritten = ({ posts }: StatusPageState, phase: PostPhase): boolean =>
  posts.some((post) => post.state === 'DRAFT' && post.draftedBy !== null && post.phase === phase);

/** The end has a place of its own: the page must not say for ever that something is broken. */
const isFull = ({ plan, posts }: StatusPageState, phase: PostPhase): boolean =>
  posts.length >= (plan.edition === 2 && phase === 'RESOLVED' ? MAX_POSTS + 1 : MAX_POSTS);

/** A draft from the template for a phase that is over; what a person wrote stays. */
const isOutdated = (post: StatusPost, phase: PostPhase): boolean =>
  post.state === 'DRAFT' && post.draftedBy === null && post.phase !== phase;

const discard = (draft: Draft, post: StatusPost): void =>
  draft.record({ type: 'StatusPostDiscarded', post: post.id, by: null, reason: 'the work has come further' });

/** One component that waits for a person makes the whole post wait. */
const isAutomatic = ({ plan }: StatusPageState, post: StatusPost): boolean =>
  post.components.every((id) => plan.components.find((one) => one.id === id)?.publish === 'AUTOMATIC');

export interface NewDraft {
  readonly phase: PostPhase;
  readonly by: Actor | null;
  readonly text?: string;
  readonly components?: readonly string[];
}

/** Records a draft; what is not given comes from the handbook. */
export function recordDraft(draft: Draft, { phase, by, ...given }: NewDraft): void {
  const incident = draft.incident();
  const page = incident.statusPage;
  if (page === undefined) return;
  const components = given.components ?? sufferers(page);
  const words = valuesOf(incident, page, components);
  const post: StatusPost = {
    id: `${incident.key}/post/${page.drafted + 1}`,
    phase,
    title: renderTemplate(page.plan.title, words),
    text: given.text ?? renderTemplate(page.plan.templates[phase], words),
    components,
    impact: IMPACT[incident.severity],
    state: 'DRAFT',
    draftedBy: by?.person ?? null,
    draftedAt: draft.at,
    publishedBy: null,
    publishedAt: null,
    refusal: null,
  };
  draft.record({ type: 'StatusPostDrafted', post, by });
}

function valuesOf({ detectedAt }: Incident, { plan }: StatusPageState, components: readonly string[]) {
  const names = components.map((id) => plan.components.find((one) => one.id === id)?.name ?? id);
  return { components: names, service: plan.serviceName, startedAt: detectedAt };
}

/** From here the post is on its way to the page, as bad as the incident is now. */
export function recordApproval(draft: Draft, post: Pick<StatusPost, 'id' | 'text' | 'components'>, by: Actor | null): void {
  const { text, components } = post;
  const incident = draft.incident();
  const impact = IMPACT[incident.severity];
  draft.record({ type: 'StatusPostApproved', post: post.id, text, components, impact, ...titleOf(incident, components), by });
}

function titleOf(incident: Incident, components: readonly string[]): { readonly title?: string } {
  const page = incident.statusPage;
  if (page?.plan.edition !== 2) return {};
  return { title: renderTemplate(page.plan.title, valuesOf(incident, page, components)) };
}

/** A post waits for the page's answer: the incident does not end before. */
export const isPublishing = ({ statusPage }: Incident): boolean => statusPage?.posts.some(({ state }) => state === 'PUBLISHING') === true;

/**
 * At the end of the reopen window the public is not left with a problem that is over: the draft of the resolution, if it still
 * waits, goes out, once. Whether it did. A person who discarded it has decided otherwise.
 */
export function tellTheEnd(draft: Draft): boolean {
  const page = draft.incident().statusPage;
  if (page === undefined || !isTold(page) || toldPhase(page) === 'RESOLVED') return false;
  const post = page.posts.findLast(({ state, phase, refusal }) => state === 'DRAFT' && phase === 'RESOLVED' && refusal === null);
  if (post !== undefined) recordApproval(draft, post, null);
  return post !== undefined;
}
