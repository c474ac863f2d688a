import type { DomainError } from '../../domain/error.js';
import type { CommandHandoverCommand } from '../../domain/incidents/command-offer.model.js';
import { ok, type Result } from '../../domain/result.js';
import type { CommandUpdateInput } from '../contracts/incident.contract.js';
import { bad, listOf, textOf } from './input-parts.js';

/** What somebody wants done with the command of an incident. Guide: G1.3 */
export function commandHandoverOf(
  kind: CommandHandoverCommand['kind'],
  input: CommandUpdateInput,
): Result<CommandHandoverCommand, DomainError> {
  const reason = textOf(input, 'reason');
  switch (kind) {
    case 'handOver': {
      const [to, note, checklist] = [textOf(input, 'to'), textOf(input, 'note'), listOf(input, 'checklist')];
      if (to === null) return bad('to', 'name the person who is to take command');
      return ok({ kind, to, ...(note === null ? {} : { note }), ...(checklist.length === 0 ? {} : { checklist }) });
    }
    case 'acceptCommand':
      return ok({ kind, ticked: listOf(input, 'ticked') });
    case 'declineCommand':
    case 'withdrawHandOver':
      return ok({ kind, ...(reason === null ? {} : { reason }) });
  }
}
