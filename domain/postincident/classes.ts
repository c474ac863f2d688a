/** What a follow-up is for. Guide: G2.6 */
export const FOLLOW_UP_CLASSES = ['PREVENTIVE', 'PROCESS', 'TRAINING', 'TOOLING'] as const;
export type FollowUpClass = (typeof FOLLOW_UP_CLASSES)[number];

/** What must be true before an incident closes. */
export const CLOSE_CONDITIONS = ['POSTMORTEM_PUBLISHED', 'FOLLOW_UPS_FILED'] as const;
export type CloseCondition = (typeof CLOSE_CONDITIONS)[number];
