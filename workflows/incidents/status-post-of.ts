import type { StatusPostCommand } from '../../domain/communications/status-post-command.model.js';
import type { DomainError } from '../../domain/error.js';
import { POST_PHASES } from '../../domain/handbook/handbook.model.js';
import { ok, type Result } from '../../domain/result.js';
import type { CommandUpdateInput } from '../contracts/incident.contract.js';
import { bad, listOf, textOf } from './input-parts.js';

type Said = Readonly<Partial<Record<'reason' | 'text', string>>>;

/** What somebody wants done with a status post. Guide: G2.5 */
export function statusPostOf(
  kind: StatusPostCommand['kind'],
  input: CommandUpdateInput,
  { text, reason }: Said,
): Result<StatusPostCommand, DomainError> {
  const content = {
    ...(text === undefined ? {} : { text }),
    ...(Array.isArray(input.components) ? { components: listOf(input, 'components') } : {}),
  };
  const post = textOf(input, 'post') ?? '';
  switch (kind) {
    case 'draftStatusPost': {
      const phase = POST_PHASES.find((one) => one === input.phase);
      return phase === undefined ? bad('phase', `phase must be one of ${POST_PHASES.join(', ')}`) : ok({ kind, phase, ...content });
    }
    case 'publishStatusPost':
      return ok({ kind, post, ...content });
    case 'discardStatusPost':
      return ok({ kind, post, ...(reason === undefined ? {} : { reason }) });
  }
}
