import type { Payload } from '@temporalio/common/lib/proto-utils.js';
import type { JsonText } from '../../domain/audit/json-text.js';

interface Payloads {
  readonly payloads?: readonly Payload[] | null;
}

/** What stands in place of a run's own id: after a reset the same code runs under another one. */
const THIS_RUN = '(this run)';

/** A payload that is not JSON, in a form that JSON has: compared byte by byte. */
interface OtherBytes {
  readonly encoding: string;
  readonly base64: string;
}

type PayloadFact = JsonText | OtherBytes | null;

/**
 * Payloads as the texts that were written, every text in them that is `runId` replaced by one word; what is no JSON as its encoding and
 * base64. Never throws: histories are judged here, not trusted.
 */
export const factsOf = (payloads: Payloads | readonly Payload[] | null | undefined, runId: string): readonly PayloadFact[] => {
  const list: readonly Payload[] = isList(payloads) ? payloads : (payloads?.payloads ?? []);
  return list.map((payload) => factOf(payload, runId));
};

const isList = (payloads: unknown): payloads is readonly Payload[] => Array.isArray(payloads);

export function factOf(payload: Payload | null | undefined, runId: string): PayloadFact {
  if (!payload) return null;
  const encoding = bufferOf(payload.metadata?.encoding).toString('utf8');
  if (encoding === 'binary/null') return null;
  const data = bufferOf(payload.data);
  return encoding === 'json/plain' ? { json: withoutRunId(data.toString('utf8'), runId) } : { encoding, base64: data.toString('base64') };
}

/** The same memory: a payload is read where it lies. */
const bufferOf = (bytes: Uint8Array | null | undefined): Buffer =>
  bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.alloc(0);

/** Named payloads, for example search attributes. */
export const namedFactsOf = (
  fields: Readonly<Record<string, Payload>> | null | undefined,
  runId: string,
): Readonly<Record<string, PayloadFact>> =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([name, payload]) => [name, factOf(payload, runId)]));

/** JSON in which every text that is this run's id is replaced. */
const withoutRunId = (json: string, runId: string): string =>
  runId !== '' && json.includes(runId) ? json.replaceAll(`"${runId}"`, `"${THIS_RUN}"`) : json;

/** A protobuf number: one of JavaScript, a `Long`, or a `Long` that was cloned on its way out of the sandbox. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || !('low' in value) || !('high' in value)) return 0;
  return Number(value.high) * 2 ** 32 + (Number(value.low) >>> 0);
}

/** A protobuf duration in milliseconds. */
export function durationMs(value: { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined): number {
  return numberOf(value?.seconds) * 1_000 + (value?.nanos ?? 0) / 1e6;
}
