import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Severity, Visibility } from '../../domain/handbook/handbook.model.js';

/** What the Temporal UI can filter incidents by; all of type Keyword, created at boot where they are missing. */
export const SEARCH_ATTRIBUTES = {
  status: 'TocsinStatus',
  severity: 'TocsinSeverity',
  service: 'TocsinService',
  holder: 'TocsinHolder',
} as const;

export interface Findable {
  readonly status: string;
  readonly severity: Severity;
  readonly service: string;
  readonly visibility: Visibility;
  readonly holder: { readonly person: string } | null;
}

/** null: the incident has none. */
export interface FoundBy {
  readonly key: typeof STATUS;
  readonly value: string | null;
}

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const STATUS = keyword(SEARCH_ATTRIBUTES.status);
const SEVERITY = keyword(SEARCH_ATTRIBUTES.severity);
const SERVICE = keyword(SEARCH_ATTRIBUTES.service);
const HOLDER = keyword(SEARCH_ATTRIBUTES.holder);

/** By what an incident is found; of a restricted one neither its service nor its holder. */
export function searchAttributesOf({ status, severity, service, visibility, holder }: Findable): readonly FoundBy[] {
  const isRestricted = visibility === 'RESTRICTED';
  return [
    { key: STATUS, value: status },
    { key: SEVERITY, value: severity },
    { key: SERVICE, value: isRestricted ? 'restricted' : service },
    { key: HOLDER, value: isRestricted || holder === null ? null : holder.person },
  ];
}
