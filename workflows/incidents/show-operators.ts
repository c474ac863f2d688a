import { condition, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Incident } from '../../domain/incidents/incident.model.js';
import { type FoundBy, searchAttributesOf } from '../contracts/search-attributes.js';
import type { LiveIncident } from './live-incident.js';
import { currentDetails } from './operator-view.js';

/** Keeps what the Temporal UI shows and finds in step with the incident. */
export async function showOperators(live: LiveIncident): Promise<void> {
  let shown = '';
  let looked: Incident | undefined;
  // A run that goes on says it all again, as every released one did.
  if (workflowInfo().continuedFromExecutionRunId !== undefined) upsertSearchAttributes([...searchAttributesOf(live.state)]);
  for (;;) {
    const details = currentDetails(live.state);
    if (details !== shown) setCurrentDetails(details);
    shown = details;
    const changed = changedAttributes(live);
    if (changed.length > 0) upsertSearchAttributes(changed);
    if (live.over) return;
    // Only what operators see wakes it: whoever wakes more often waits behind others, and its commands come after theirs. [I8]
    await condition(() => {
      if (live.over || live.state === looked) return live.over;
      looked = live.state;
      return currentDetails(looked) !== shown || changedAttributes(live).length > 0;
    });
  }
}

/** What Temporal does not know yet: whoever started the workflow has told it how the incident began. */
function changedAttributes(live: LiveIncident): FoundBy[] {
  const known = workflowInfo().typedSearchAttributes;
  return searchAttributesOf(live.state).filter(({ key, value }) => (known.get(key) ?? null) !== value);
}
