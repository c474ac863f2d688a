import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { condition, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Incident } from '../../domain/incidents/incident.model.js';
import { SEARCH_ATTRIBUTES } from '../contracts/search-attributes.js';
import type { LiveIncident } from './live-incident.js';
import { currentDetails } from './operator-view.js';

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const STATUS = keyword(SEARCH_ATTRIBUTES.status);
const SEVERITY = keyword(SEARCH_ATTRIBUTES.severity);
const SERVICE = keyword(SEARCH_ATTRIBUTES.service);
const HOLDER = keyword(SEARCH_ATTRIBUTES.holder);

/** Keeps what the Temporal UI shows and finds in step with the incident. */
export async function showOperators(live: LiveIncident): Promise<void> {
  let shown = '';
  let found = '';
  for (;;) {
    const details = currentDetails(live.state);
    if (details !== shown) setCurrentDetails(details);
    shown = details;
    const attributes = attributesOf(live.state);
    if (attributes.join('|') !== found) upsertAll(attributes);
    found = attributes.join('|');
    if (live.over) return;
    await condition(() => live.over || currentDetails(live.state) !== shown || attributesOf(live.state).join('|') !== found);
  }
}

type Attributes = readonly [status: string, severity: string, service: string, holder: string];

function attributesOf(incident: Incident): Attributes {
  const isRestricted = incident.visibility === 'RESTRICTED';
  return [
    incident.status,
    incident.severity,
    isRestricted ? 'restricted' : incident.service,
    isRestricted ? '' : (incident.holder?.person ?? ''),
  ];
}

function upsertAll([status, severity, service, holder]: Attributes): void {
  upsertSearchAttributes([
    { key: STATUS, value: status },
    { key: SEVERITY, value: severity },
    { key: SERVICE, value: service },
    { key: HOLDER, value: holder === '' ? null : holder },
  ]);
}
