/** The part of a viewer that decides which incidents exist for them. */
export interface Sight {
  readonly person: string | null;
  /** `ADMIN` sees every one. */
  readonly role: string;
}

/**
 * The one condition that every read of incidents carries: a restricted incident exists for administrators, its holder, its
 * declarer, and whoever was called to it; for nobody else, not even in a count. `$1` of the statement is `scopeParameter`.
 */
export const IN_SIGHT = `($1::text = '*' OR i.visibility <> 'RESTRICTED' OR i.holder = $1 OR i.declared_by = $1 OR i.snapshot -> 'engaged' ? $1)`;

/** No person's id is empty or an asterisk, so nobody is mistaken for everybody. */
export const scopeParameter = (sight: Sight): string => (sight.role === 'ADMIN' ? '*' : (sight.person ?? ''));
