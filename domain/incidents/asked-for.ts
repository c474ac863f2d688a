import type { PersonCommand } from './incident-command.model.js';

/** Whom a command asks to respond or to do something, by id as it was written: nobody has checked that they exist. */
export function askedFor(command: PersonCommand): readonly string[] {
  switch (command.kind) {
    case 'addResponders':
      return command.people;
    case 'addFollowUp':
      return named(command.owner);
    case 'reassign':
    case 'handOver':
      return [command.to];
    case 'assignFollowUp':
    case 'assignPostmortem':
      return named(command.to);
    default:
      return [];
  }
}

/** Nobody is refused by the rule itself, which says why. */
const named = (person: string): readonly string[] => (person.trim() === '' ? [] : [person]);
