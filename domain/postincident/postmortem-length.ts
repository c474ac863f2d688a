/** Characters (UTF-16 units) of a postmortem at most: far longer than anybody reads. */
export const POSTMORTEM_MAX = 200_000;
