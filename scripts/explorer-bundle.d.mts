/** Brings `dist/explorer` up to date; true when there was something to do. */
export function bundleExplorer(root: string, dist: string): Promise<boolean>;
