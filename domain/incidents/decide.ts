import { discardStatusPost, draftStatusPost, publishStatusPost, statusPostSettled } from '../communications/decide-posts.js';
import type { StatusPostCommand } from '../communications/status-post-command.model.js';
import type { Instant } from '../instant.js';
import { decideLearning, decideLearningReports } from '../postincident/decide-post-incident.js';
import type { PostIncidentPersonCommand } from '../postincident/post-incident-command.model.js';
import type { CommandHandoverCommand } from './command-offer.model.js';
import { adoptPolicy } from './decide-adoption.js';
import { alertsReceived } from './decide-alerts.js';
import { decideHandover, isHandover } from './decide-command.js';
import { acknowledge, decline, escalateNow, reassign, snooze, unacknowledge } from './decide-holding.js';
import { cancel, noteCancellation, reopen, resolve, setStatus } from './decide-lifecycle.js';
import { deliverySettled, respondersResolved } from './decide-paging.js';
import { classify } from './decide-severity.js';
import { tick } from './decide-time.js';
import { addNote, addResponders, assess } from './decide-work.js';
import { type Decided, type Draft, draftOf } from './draft.js';
import type { Actor, Incident } from './incident.model.js';
import type { Command, PersonCommand, SystemCommand } from './incident-command.model.js';

/** The events that `command` causes at `at`, or why it is refused. Total: every status answers every command. */
export function decide(incident: Incident, command: Command, at: Instant): Decided {
  const draft = draftOf(incident, at);
  if (!('by' in command)) return decideSystems(draft, command);
  return isHandover(command) ? decideHandover(draft, command) : decidePersons(draft, command);
}

function decidePersons(draft: Draft, command: Exclude<PersonCommand, CommandHandoverCommand> & { readonly by: Actor }): Decided {
  switch (command.kind) {
    case 'acknowledge':
      return acknowledge(draft, command);
    case 'unacknowledge':
      return unacknowledge(draft, command);
    case 'assess':
      return assess(draft, command);
    case 'classify':
      return classify(draft, command);
    case 'escalateNow':
      return escalateNow(draft, command);
    case 'addResponders':
      return addResponders(draft, command);
    case 'reassign':
      return reassign(draft, command);
    case 'decline':
      return decline(draft, command);
    case 'snooze':
      return snooze(draft, command);
    case 'adoptPolicy':
      return adoptPolicy(draft, command);
    case 'addNote':
      return addNote(draft, command);
    case 'setStatus':
      return setStatus(draft, command);
    case 'resolve':
      return resolve(draft, command);
    case 'reopen':
      return reopen(draft, command);
    case 'cancel':
      return cancel(draft, command);
    default:
      return decideBeside(draft, command);
  }
}

/** What is told to the public, and what is learnt: beside the response itself. */
function decideBeside(draft: Draft, command: (StatusPostCommand | PostIncidentPersonCommand) & { readonly by: Actor }): Decided {
  switch (command.kind) {
    case 'draftStatusPost':
      return draftStatusPost(draft, command);
    case 'publishStatusPost':
      return publishStatusPost(draft, command);
    case 'discardStatusPost':
      return discardStatusPost(draft, command);
    default:
      return decideLearning(draft, command);
  }
}

function decideSystems(draft: Draft, command: SystemCommand): Decided {
  switch (command.kind) {
    case 'alertsReceived':
      return alertsReceived(draft, command.snapshot);
    case 'tick':
      return tick(draft);
    case 'respondersResolved':
      return respondersResolved(draft, command);
    case 'deliverySettled':
      return deliverySettled(draft, command);
    case 'cancellationRequested':
      return noteCancellation(draft);
    case 'statusPostSettled':
      return statusPostSettled(draft, command);
    default:
      return decideLearningReports(draft, command);
  }
}
