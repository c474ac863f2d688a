import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';

/** What Nest calls an argument of a field; whatever else a resolver takes is our own. */
const ARGUMENT = 'body';

/** Refuses arguments with a NUL character anywhere in them: PostgreSQL holds none in a text. Throws `INVALID_INPUT` with the field. */
@Injectable()
export class StorableTextPipe implements PipeTransform<unknown, unknown> {
  transform(value: unknown, { type, data = 'input' }: ArgumentMetadata): unknown {
    const field = type === ARGUMENT ? fieldWithNul(data, value) : undefined;
    if (field === undefined) return value;
    const detail = `${field} contains a NUL character`;
    throw new DomainFailure({ code: 'INVALID_INPUT', field, detail, hint: 'leave the NUL character out' });
  }
}

/** The innermost name; what a client sends is as deep as its input types, which are flat. */
function fieldWithNul(name: string, value: unknown): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') ? name : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [inner, one] of Object.entries(value)) {
    const found = fieldWithNul(Array.isArray(value) ? name : inner, one);
    if (found !== undefined) return found;
  }
  return undefined;
}
