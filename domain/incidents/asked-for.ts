import type { PersonCommand } from './incident-command.model.js';

/** Whom a command asks to respond or to do something, by id as it was written: nobody has checked that they exist. */
export function askedFor(command: PersonCommand): readonly string[] {
  switch (command.kind) {
    case 'addResponders':
      return command.people;
    case 'addFollowUp':
      return [command.owner];
    case 'reassign':
    case 'assignFollowUp':
    case 'assignPostmortem':
      return [command.to];
    default:
      return [];
  }
}
