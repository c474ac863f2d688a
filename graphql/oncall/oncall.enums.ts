import type { Shift } from '../../domain/oncall/holder.js';
import type { FINDING_KINDS } from '../../domain/oncall/readiness.js';
import { described } from '../support/enums.js';

export const ShiftOriginEnum = described<Uppercase<Shift['via']>>('ShiftOrigin', {
  description: 'What gives a shift to somebody. Guide: G1.1',
  values: {
    ROTATION: 'Their turn in a layer of the schedule.',
    TEMPORARY: 'Their turn in a temporary schedule.',
    OVERRIDE: 'They cover for whose turn it is: an override of the handbook.',
    COVER: 'They cover for whose turn it is: somebody asked them, or they took the shift.',
  },
});

export const ReadinessKindEnum = described<(typeof FINDING_KINDS)[number]>('ReadinessKind', {
  description: 'What can be not ready for a night. Guide: G1.1',
  values: {
    VACANT: 'Nobody holds a schedule.',
    STEP_REPEATS: 'A step pages only people whom an earlier step has paged in vain: one person on two levels.',
    AWAY: 'Somebody is away while they are on call: steps that would page them skip them.',
    LONG_SHIFT: 'Somebody is on call for longer than the schedule’s limit.',
    OVERLAP: 'Two entries are for the same time.',
    NEVER_HELD: 'A layer that is never reached.',
    NEVER_IN_TURN: 'Somebody in a rotation is never on call: all their turns fall outside the hours of their layer.',
    E_MAIL_ALONE: 'Somebody who can be paged has nothing but e-mail to be woken by.',
    NEVER_VERIFIED: 'Somebody has never pressed the link of a page, be it a test page, that came over a contact method which pages them.',
  },
});
