import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag, say } from '../output.js';
import { findServer } from '../server.js';

const shape = z.object({ sealKey: z.object({ id: z.string(), publicKey: z.string() }).nullable() });

/** The key on stdout, so that it can be kept in a file; its id beside it. */
export async function key(flags: JsonFlag): Promise<void> {
  const { sealKey } = await ask(findServer(), { document: '{ sealKey { id publicKey } }', shape });
  if (sealKey === null) {
    throw new DomainFailure({ code: 'NOT_FOUND', detail: 'this server signs nothing', hint: 'Give its api a key: TOCSIN_SEAL_KEY.' });
  }
  answer(sealKey, flags, () => sealKey.publicKey.trim());
  if (flags.json !== true) say(sealKey.id);
}
