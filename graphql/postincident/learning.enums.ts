import type { FollowUpClass } from '../../domain/postincident/classes.js';
import type { Missing } from '../../domain/postincident/close-gate.js';
import type { FollowUpStatus, FollowUpTicket, PostmortemStatus } from '../../domain/postincident/post-incident.model.js';
import { registerRenamedEnum } from '../support/enums.js';

const asItIs = (value: string): string => value;

export const FollowUpClassEnum = registerRenamedEnum<FollowUpClass>(
  'FollowUpClass',
  {
    description: 'What a follow-up is for. Guide: G2.6',
    values: {
      PREVENTIVE: 'So that it does not happen again.',
      PROCESS: 'So that people work better together.',
      TRAINING: 'So that people know more.',
      TOOLING: 'So that people have better tools.',
    },
  },
  asItIs,
);

export const FollowUpStatusEnum = registerRenamedEnum<FollowUpStatus>(
  'FollowUpStatus',
  {
    description: 'Where a follow-up stands.',
    values: { OPEN: 'To be done.', DONE: 'Done.', CANCELED: 'It is not going to be done.' },
  },
  asItIs,
);

export const TicketStatusEnum = registerRenamedEnum<FollowUpTicket['status']>(
  'FollowUpTicketStatus',
  {
    description: 'Where the ticket of a follow-up stands.',
    values: {
      WANTED: 'It is being filed.',
      FILED: 'It is in the tracker.',
      FAILED: 'The tracker refused it; fileFollowUpTicket asks again.',
    },
  },
  asItIs,
);

export const PostmortemStatusEnum = registerRenamedEnum<PostmortemStatus>(
  'PostmortemStatus',
  {
    description: 'Where a postmortem stands.',
    values: { WANTED: 'It is being drafted from the record.', DRAFTED: 'It is being written.', PUBLISHED: 'It was said to everybody.' },
  },
  asItIs,
);

export const CloseConditionEnum = registerRenamedEnum<Missing['code']>(
  'CloseCondition',
  {
    description: 'What holds an incident open.',
    values: {
      POSTMORTEM_NOT_PUBLISHED: 'The postmortem is not published.',
      FOLLOW_UPS_NOT_FILED: 'There is no follow-up, and no reason why none is needed.',
      TICKET_NOT_FILED: 'A follow-up has no ticket.',
    },
  },
  asItIs,
);
