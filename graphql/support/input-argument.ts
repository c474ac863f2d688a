/** The one argument of every mutation. */
export const INPUT = { description: 'What it needs.' } as const;
