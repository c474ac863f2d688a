import type { CommandEvent } from './evolve-command.js';
import type { IncidentEvent } from './incident-event.model.js';

export function isCommandEvent(event: IncidentEvent): event is CommandEvent {
  switch (event.type) {
    case 'CommandOffered':
    case 'CommandAccepted':
    case 'CommandDeclined':
    case 'HandOverWithdrawn':
    case 'HandOverLapsed':
      return true;
    default:
      return false;
  }
}

/** What happened to the command of an incident, as a plain sentence. */
export function commandSentence(event: CommandEvent): string {
  switch (event.type) {
    case 'CommandOffered':
      return `${event.by.person} offered command to ${event.to}${because(event.note)}`;
    case 'CommandAccepted':
      return `${event.by.person} took command from ${event.from}; ${tickedWords(event)}`;
    case 'CommandDeclined':
      return `${event.by.person} declined command${because(event.reason)}`;
    case 'HandOverWithdrawn':
      return `${event.by.person} withdrew the offer of command to ${event.to}${because(event.reason)}`;
    case 'HandOverLapsed':
      return event.why === 'UNREACHABLE' ? `${event.to} could not be reached to take command` : `${event.to} did not take command in time`;
  }
}

/** `ticked: State and impact told; not ticked: What is next`. */
export function tickedWords({ ticked, unticked }: { readonly ticked: readonly string[]; readonly unticked: readonly string[] }): string {
  const parts = [
    ...(ticked.length === 0 ? [] : [`ticked: ${ticked.join(', ')}`]),
    ...(unticked.length === 0 ? [] : [`not ticked: ${unticked.join(', ')}`]),
  ];
  return parts.length === 0 ? 'the checklist was empty' : parts.join('; ');
}

const because = (said: string | null): string => (said === null || said === '' ? '' : `: ${said}`);
