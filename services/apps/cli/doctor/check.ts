/** One thing that was looked at. */
export interface Check {
  /** What, in one or two words; stable. */
  readonly name: string;
  /** `fail`: somebody may not be paged. `warn`: worth a look. */
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** How to put it right. */
  readonly fix?: string;
}

export const ok = (name: string, detail: string): Check => ({ name, status: 'ok', detail });
export const warn = (name: string, detail: string, fix: string): Check => ({ name, status: 'warn', detail, fix });
export const fail = (name: string, detail: string, fix: string): Check => ({ name, status: 'fail', detail, fix });
