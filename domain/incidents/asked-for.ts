import type { PersonCommand } from './incident-command.model.js';

/** Whom a command asks to respond, by id as it was written: nobody has checked that they exist. */
export function askedFor(command: PersonCommand): readonly string[] {
  if (command.kind === 'addResponders') return command.people;
  return command.kind === 'reassign' ? [command.to] : [];
}
