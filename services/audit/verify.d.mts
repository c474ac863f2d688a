/** What the export's own verifier offers to a test. */
export declare function canonicalJson(value: unknown): string;
/** What to tell, first of all `sound`. Throws a refusal that names the place. */
export declare function verifyExport(directory: string, pinned?: readonly string[]): readonly string[];
