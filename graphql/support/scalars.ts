import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isoInstant } from './iso-instant.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function parseInstant(value: unknown): number {
  const at = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw new GraphQLError('DateTime is written like 2026-11-23T02:47:00Z, with a zone or an offset');
  return at;
}

/** An instant: epoch milliseconds inside, ISO 8601 in UTC outside. */
export const DateTimeScalar = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description: 'A point in time, ISO 8601, in UTC: `2026-11-23T02:47:00.000Z`. As an argument, any offset is accepted.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => isoInstant(Number(value)),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

/** A length of time: milliseconds inside, ISO 8601 outside. Only ever an answer. */
export const DurationScalar = new GraphQLScalarType<number, string>({
  name: 'Duration',
  description: 'A length of time, ISO 8601: `PT15M`.',
  specifiedByURL: 'https://en.wikipedia.org/wiki/ISO_8601#Durations',
  serialize: (value) => isoDuration(Number(value)),
});

/** `PT1H30M`; hours are not made into days, since a day may have 23 of them. */
export function isoDuration(ms: number): string {
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms / 1_000) % 60];
  const text = [hours > 0 && `${hours}H`, minutes > 0 && `${minutes}M`, seconds > 0 && `${seconds}S`].filter(Boolean).join('');
  return `PT${text === '' ? '0S' : text}`;
}
