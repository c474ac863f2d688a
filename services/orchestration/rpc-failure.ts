import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { DomainFailure } from '../../domain/error.js';

/** Whether Temporal refused a call or did not answer it. What gRPC says of a workflow's handle the SDK wraps, of the raw service it does not. */
export function isRpcFailure(error: unknown): boolean {
  return rpcErrorOf(error) !== null;
}

/** What a cluster that refuses or is silent says. */
export function temporalFailure(error: unknown): string {
  return rpcErrorOf(error)?.details ?? (error instanceof Error ? error.message : String(error));
}

/** A person's call of Temporal: throws `UNAVAILABLE` where it does not come about; everything else as it is. */
export async function orUnavailable<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!isRpcFailure(error)) throw error;
    throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'Temporal does not answer', hint: 'send it again in a moment' });
  }
}

function rpcErrorOf(error: unknown): { readonly details: string } | null {
  const inner: unknown = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(inner) ? inner : null;
}
