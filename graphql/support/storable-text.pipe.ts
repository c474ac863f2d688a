import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { findUnstorable } from '../../domain/storable-text.js';

/** What Nest calls an argument of a field; whatever else a resolver takes is our own. */
const ARGUMENT = 'body';

/** Refuses arguments with a text anywhere in them that PostgreSQL cannot hold. Throws `INVALID_INPUT` with the field. */
@Injectable()
export class StorableTextPipe implements PipeTransform<unknown, unknown> {
  transform(value: unknown, { type, data = 'input' }: ArgumentMetadata): unknown {
    const found = type === ARGUMENT ? findUnstorable(data, value) : undefined;
    if (found === undefined) return value;
    const { field, what } = found;
    throw new DomainFailure({ code: 'INVALID_INPUT', field, detail: `${field} contains ${what}`, hint: 'leave it out' });
  }
}
