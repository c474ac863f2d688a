import type { CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { PageViewer } from './viewer.js';

export interface PathContext {
  readonly base: string;
  readonly facts: { readonly key: string };
  readonly viewer: PageViewer;
}

/** This incident's page for this viewer: who came by a link stays on it. */
export function incidentPath(context: PathContext, query: Readonly<Record<string, string>> = {}): string {
  const link: Record<string, string> = context.viewer.kind === 'LINK' ? { link: context.viewer.token } : {};
  const search = new URLSearchParams({ ...link, ...query }).toString();
  return `${context.base}/incidents/${encodeURIComponent(context.facts.key)}${search === '' ? '' : `?${search}`}`;
}

/** What was learnt from it. */
export const postmortemPath = ({ base, facts }: Pick<PathContext, 'base' | 'facts'>): string =>
  `${base}/incidents/${encodeURIComponent(facts.key)}/postmortem`;

/** The door, and from there to this incident. */
export const signInPath = ({ base, facts }: Pick<PathContext, 'base' | 'facts'>): string =>
  `${base}/sign-in?${new URLSearchParams({ next: `${base}/incidents/${encodeURIComponent(facts.key)}` }).toString()}`;

/** `escalateNow` is posted to `…/escalate-now`. */
export const commandSegment = (kind: CommandKind): string => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const commandPath = (context: PathContext, kind: CommandKind): string =>
  `${context.base}/incidents/${encodeURIComponent(context.facts.key)}/${commandSegment(kind)}`;
