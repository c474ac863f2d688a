import { Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';

/** A refusal is an answer, not an accident: it goes to the caller as it is, without a line in the log. */
@Catch(DomainFailure)
export class DomainFailureFilter implements ExceptionFilter<DomainFailure> {
  catch(failure: DomainFailure): DomainFailure {
    return failure;
  }
}
