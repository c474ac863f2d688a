import type { HolderReason, Rung } from './incident.model.js';

/** Why somebody is paged: `step 2 of 4`. */
export function rungWords(rung: Rung): string {
  switch (rung.kind) {
    case 'STEP':
      return `step ${rung.step + 1} of ${rung.of}`;
    case 'TOLD':
      return 'for your information';
    case 'CATCH_ALL':
      return rung.round === 1 ? 'catch-all' : `catch-all, round ${rung.round}`;
    case 'HOLDER':
      return HOLDER_WORDS[rung.why];
    case 'ASKED':
      return `asked for by ${rung.by}`;
    case 'COMMAND':
      return `command offered by ${rung.by}`;
  }
}

const HOLDER_WORDS: Readonly<Record<HolderReason, string>> = {
  ACK_EXPIRED: 'still on it?',
  SEVERITY_RAISED: 'severity raised',
  RESOLUTION_PROPOSED: 'all alerts resolved',
  HANDOVER_DECLINED: 'command declined',
  HANDOVER_LAPSED: 'command not taken',
};
