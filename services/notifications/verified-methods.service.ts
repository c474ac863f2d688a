import type { Pool } from 'pg';
import type { ContactMethod } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { type MethodProof, proofOf } from './method-proof.js';

export interface Press {
  readonly person: string;
  readonly proof: MethodProof;
  /** What they were paged for. */
  readonly incidentKey: string;
  readonly at: Instant;
}

const NOTE = `
INSERT INTO verified_methods (person, method, address, incident_key, verified_at) VALUES ($1, $2, $3, $4, to_timestamp($5::double precision / 1000.0))
ON CONFLICT ON CONSTRAINT pk_verified_methods DO NOTHING
`;
const OF = 'SELECT person, method, address FROM verified_methods WHERE person = ANY ($1)';

/** Which contact methods have been answered: by a press of the link that was sent over them, for the address that they have now. Guide: G1.1 */
export class VerifiedMethodsService {
  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  /** The first press counts; any later one changes nothing. */
  async note({ person, proof, incidentKey, at }: Press): Promise<void> {
    await this.pool.query(NOTE, [person, proof.method, proof.address, incidentKey, at]);
  }

  /** Tells, of these people's methods, whether each is verified. */
  async of(people: readonly string[]): Promise<(person: string, method: ContactMethod) => boolean> {
    const { rows } = await this.pool.query<MethodProof & { readonly person: string }>(OF, [people]);
    const known = new Set(rows.map(({ person, method, address }) => JSON.stringify([person, method, address])));
    return (person, contact) => {
      const { method, address } = proofOf(contact);
      return known.has(JSON.stringify([person, method, address]));
    };
  }
}
