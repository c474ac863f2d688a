import type { FINDINGS } from '../../services/audit/finding.model.js';
import { registerRenamedEnum } from '../support/enums.js';

export const FindingKindEnum = registerRenamedEnum<(typeof FINDINGS)[number]>(
  'AuditFindingKind',
  {
    description: 'In which way a record is not what was written.',
    values: {
      CHANGED: 'It does not say any more what it said.',
      REORDERED: 'It stands in another one’s place.',
      REMOVED: 'It is not there any more.',
      RELINKED: 'Its link does not build upon the one before.',
      TAIL_CUT: 'The newest ones are gone.',
      REWRITTEN: 'The chain holds in itself, and is not the one that was sealed.',
      MISSING: 'The whole incident is gone.',
      HEAD: 'The incident’s row knows of another newest event.',
      DIFFERS: 'The database says one thing, the seal file another.',
      LOST: 'Seals that were in the file are not there.',
      BAD_SIGNATURE: 'The signature does not hold.',
      UNKNOWN_KEY: 'The signature is of a key that is not trusted here.',
      UNSIGNED: 'A signature was due and is missing.',
      UNSEALED: 'A seal was due and none covers it.',
    },
  },
  (value) => value,
);
