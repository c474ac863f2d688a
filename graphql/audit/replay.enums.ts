import type { MismatchKind } from '../../domain/audit/replay.model.js';
import type { ReplayOn } from '../../services/orchestration/incident-replays.port.js';
import { registerRenamedEnum } from '../support/enums.js';

export const ReplayOnEnum = registerRenamedEnum<ReplayOn>(
  'ReplayOn',
  {
    description: 'On which code histories are executed again.',
    values: {
      RECORDED: 'On the archived code of the build that ran them, with the SDK that it was bundled with.',
      TODAY: 'On the code of this server.',
    },
  },
  (value) => value,
);

export const MismatchKindEnum = registerRenamedEnum<MismatchKind>(
  'ReplayMismatchKind',
  {
    description: 'In what a replay differs from what is recorded.',
    values: {
      ARCHIVE: 'A row of the archive is not what was written, or is gone.',
      HISTORY: 'An event is not the one that was exported.',
      RUN: 'A run is in no archive, and Temporal does not have it any more.',
      BUNDLE: 'The archived code of the recorded build is not the code of that build.',
      COMMAND: 'The code issues another command, or none.',
      ACTIVITY_TYPE: 'Another activity.',
      ACTIVITY_INPUT: 'The same activity with another input.',
      TIMER_DURATION: 'The same timer with another duration.',
      CHILD: 'The same child workflow, begun otherwise.',
      SIGNAL: 'The same signal with another content.',
      UPDATE_RESULT: 'Another answer to a command.',
      CONTINUE_AS_NEW: 'Another beginning of the next run.',
      RESULT: 'Another result of the workflow.',
      ATTRIBUTES: 'Other search attributes or memo.',
      TIMELINE: 'A row of the timeline is not what was decided, or is missing, or nobody decided it.',
      REPLAY: 'It could not be executed at all.',
    },
  },
  (value) => value,
);
