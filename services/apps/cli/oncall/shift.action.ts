import { z } from 'zod';
import { ask } from '../graphql.js';
import { answer, type JsonFlag } from '../output.js';
import { findServer } from '../server.js';
import { stamp } from '../times.js';
import { COVER_FIELDS, coverShape, WARNING_FIELDS, type WarningAnswer, warningShape } from './cover.shapes.js';

export interface ActingFlags extends JsonFlag {
  readonly onBehalfOf?: string;
}

export interface TakeFlags extends ActingFlags {
  readonly until?: string;
  readonly reason?: string;
}

const TAKE = `mutation Take($input: TakeShiftInput!) { takeShift(input: $input) { cover { ${COVER_FIELDS} } warnings { ${WARNING_FIELDS} } } }`;
const END = `mutation End($input: EndCoverInput!) { endCover(input: $input) { outcome cover { ${COVER_FIELDS} } } }`;

export async function takeShift(schedule: string, { json, ...input }: TakeFlags): Promise<void> {
  const shape = z.object({ takeShift: z.object({ cover: coverShape, warnings: z.array(warningShape) }) });
  const { takeShift: taken } = await ask(findServer(), { document: TAKE, variables: { input: { schedule, ...input } }, shape });
  answer(taken, flagsOf(json), ({ cover, warnings }) => {
    const instead = cover.relieves.map(({ id }) => id).join(', ') || 'nobody';
    return [
      `${cover.id}: ${cover.person.id} is on call for ${schedule} until ${stamp(cover.to)}, instead of ${instead}`,
      ...warnings.map(warned),
    ].join('\n');
  });
}

export async function endCover(id: string, { json, ...input }: ActingFlags): Promise<void> {
  const shape = z.object({ endCover: z.object({ outcome: z.string(), cover: coverShape }) });
  const { endCover: ended } = await ask(findServer(), { document: END, variables: { input: { id, ...input } }, shape });
  answer(ended, flagsOf(json), ({ outcome, cover }) =>
    outcome === 'ALREADY' ? `${id} had been given back already` : `${id}: ${cover.person.id} covers ${cover.schedule} no more`,
  );
}

/** A warning as a line. */
export const warned = ({ kind, person, schedule, from, to }: WarningAnswer): string =>
  `warning: ${person.id} ${kind === 'AWAY' ? 'is away' : `holds ${schedule ?? 'another schedule'} too`}, ${stamp(from)} to ${stamp(to)}`;

export const flagsOf = (json: true | undefined): JsonFlag => (json === undefined ? {} : { json });
