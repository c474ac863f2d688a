import type { PostPhase, Severity } from '../handbook/handbook.model.js';
import type { Instant } from '../instant.js';

/** What the public reads on each component, worst last. Guide: G2.5 */
export const POST_IMPACTS = ['MINOR', 'MAJOR', 'CRITICAL'] as const;
export type PostImpact = (typeof POST_IMPACTS)[number];

/** A part of the product as the public knows it. */
export interface PlannedComponent {
  readonly id: string;
  readonly name: string;
  /** `AUTOMATIC`: what is drafted for it goes out without a click, once a person has classified. */
  readonly publish: 'MANUAL' | 'AUTOMATIC';
}

/** The handbook's rules for the status page, pinned when an incident begins: a later version does not change them. */
export interface StatusPagePlan {
  /** A post is drafted for this severity and worse. */
  readonly from: Severity;
  /** Every component that a post can name. */
  readonly components: readonly PlannedComponent[];
  /** Those that the incident's service stands for. */
  readonly affected: readonly string[];
  /** The service's name in the handbook. */
  readonly serviceName: string;
  /** The public title of whatever is told; never the alert's. */
  readonly title: string;
  readonly templates: Readonly<Record<PostPhase, string>>;
  /** The rules by which the page is kept in step, pinned with it; absent: those of before. See ADR 44. */
  readonly edition?: 2;
}

/** What is pinned of the handbook's `communications`. */
export interface CommunicationPlan {
  readonly statusPage: StatusPagePlan;
}

/** `PUBLISHING`: decided, and on its way to the page; from here it cannot be changed. */
export type PostState = 'DRAFT' | 'PUBLISHING' | 'PUBLISHED';

/** One thing that the public is told, or may be. */
export interface StatusPost {
  /** `<incident>/post/<number>`: stable over retries and restarts; the idempotency key at the page. */
  readonly id: string;
  readonly phase: PostPhase;
  readonly title: string;
  readonly text: string;
  readonly components: readonly string[];
  readonly impact: PostImpact;
  readonly state: PostState;
  /** Who wrote it; null: Tocsin, from the template. */
  readonly draftedBy: string | null;
  readonly draftedAt: Instant;
  /** Who sent it; null: nobody yet, or Tocsin, as the component says. */
  readonly publishedBy: string | null;
  /** When it was decided to send it: the time that the public reads. */
  readonly publishedAt: Instant | null;
  /** Why the page refused it; null: it did not. */
  readonly refusal: string | null;
}

/** What an incident knows of the status page. Discarded drafts are on the timeline, not here. */
export interface StatusPageState {
  readonly plan: StatusPagePlan;
  /** Oldest first; at most `MAX_POSTS`, and one more that tells the end. */
  readonly posts: readonly StatusPost[];
  /** How many were ever drafted: the next one's number is one more. */
  readonly drafted: number;
  /** The phase that Tocsin drafted for last: what a person discarded does not come back, what Tocsin took back itself does. */
  readonly draftedFor: PostPhase | null;
  /** A person whose identity is proven classified the incident: only then does anything go out by itself. */
  readonly isClassified: boolean;
}

/** More than anybody reads; it bounds what an incident carries with it. */
export const MAX_POSTS = 100;
/** UTF-16 units of one post. */
export const MAX_POST_TEXT = 2_000;
