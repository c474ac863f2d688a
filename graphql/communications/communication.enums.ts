import type { PostImpact, PostState } from '../../domain/communications/status-page.model.js';
import type { PostPhase } from '../../domain/handbook/handbook.model.js';
import type { ComponentState, Indicator } from '../../services/pages/status/status-board.js';
import { registerRenamedEnum, screaming } from '../support/enums.js';

const asItIs = (value: string): string => value;

export const PostPhaseEnum = registerRenamedEnum<PostPhase>(
  'StatusPostPhase',
  {
    description: 'How far the work has come, as the public is told. Guide: G2.5',
    values: {
      INVESTIGATING: 'The cause is looked for.',
      IDENTIFIED: 'The cause is known.',
      MONITORING: 'A fix is in place and is being watched.',
      RESOLVED: 'It is over.',
    },
  },
  asItIs,
);

export const PostStateEnum = registerRenamedEnum<PostState>(
  'StatusPostState',
  {
    description: 'What became of a status post.',
    values: {
      DRAFT: 'Written; nobody outside sees it.',
      PUBLISHING: 'Decided, and on its way to the page.',
      PUBLISHED: 'Everybody can read it.',
    },
  },
  asItIs,
);

export const PostImpactEnum = registerRenamedEnum<PostImpact>(
  'StatusPostImpact',
  {
    description: 'How bad it is for the components that a post names.',
    values: { MINOR: 'Degraded performance.', MAJOR: 'A partial outage.', CRITICAL: 'A major outage.' },
  },
  asItIs,
);

export const ComponentStateEnum = registerRenamedEnum<ComponentState>(
  'ComponentState',
  {
    description: 'How a component is, as the public reads it.',
    values: {
      operational: 'All is well.',
      degraded_performance: 'It works, worse than it should.',
      partial_outage: 'Some of it does not work.',
      major_outage: 'It does not work.',
    },
  },
  screaming,
);

export const IndicatorEnum = registerRenamedEnum<Indicator>(
  'StatusIndicator',
  {
    description: 'How everything is, as the public reads it.',
    values: { none: 'All is well.', minor: 'A minor outage.', major: 'A partial outage.', critical: 'A major outage.' },
  },
  screaming,
);
