/** An adapter answers within this time (ms), so that the attempt's own bound of 5 s still leaves room for the send gate. */
export const PAGER_DEADLINE_MS = 3_500;
