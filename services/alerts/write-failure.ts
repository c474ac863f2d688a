/** Nothing was written, and once more is likely to succeed: a deadlock, a serialization failure, a group that somebody else just claimed. */
export function isTransient(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code === '40P01' || code === '40001' || breaks(error, 'pk_alert_groups');
}

/**
 * SQLSTATE classes that blame the data: 21 cardinality, 22 data exception, 23 constraint, 54 program limit.
 * Anything else (no connection, shutting down, out of disk, deadlock, a schema that is missing) is our own fault, never the sender's.
 */
export const blamesTheData = (error: unknown): boolean => /^(21|22|23|54)/.test(sqlStateOf(error) ?? '') && !isTransient(error);

/** One of the alerts, which all had to be new, was known. */
export const isKnownAlert = (error: unknown): boolean => breaks(error, 'uq_alerts_dedup_key');

/** PostgreSQL's own word about a statement; null: the failure is not one of those. Each of its codes has a digit, Node's `EPIPE` has none. */
export function sqlStateOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : null;
}

const breaks = (error: unknown, constraint: string): boolean =>
  typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint;
