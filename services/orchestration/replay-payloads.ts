import type { Payload } from '@temporalio/common/lib/proto-utils.js';

interface Payloads {
  readonly payloads?: readonly Payload[] | null;
}

/** What stands in place of a run's own id: after a reset the same code runs under another one. */
const THIS_RUN = '(this run)';

/**
 * Payloads as JSON values, every text in them that is `runId` replaced by one word; what is no JSON as its encoding and base64. Never
 * throws: histories are judged here, not trusted.
 */
export const valuesOf = (payloads: Payloads | readonly Payload[] | null | undefined, runId: string): readonly unknown[] => {
  const list: readonly Payload[] = isList(payloads) ? payloads : (payloads?.payloads ?? []);
  return list.map((payload) => valueOf(payload, runId));
};

const isList = (payloads: unknown): payloads is readonly Payload[] => Array.isArray(payloads);

export function valueOf(payload: Payload | null | undefined, runId: string): unknown {
  if (!payload) return null;
  const encoding = textOf(payload.metadata?.encoding);
  const data = payload.data ?? new Uint8Array();
  if (encoding === 'binary/null') return null;
  if (encoding !== 'json/plain') return { encoding, base64: Buffer.from(data).toString('base64') };
  try {
    return JSON.parse(withoutRunId(textOf(data), runId)) as unknown;
  } catch {
    return { encoding, base64: Buffer.from(data).toString('base64') }; // not what it says it is: compared byte by byte
  }
}

const textOf = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes).toString('utf8') : '');

/** Named payloads, for example search attributes. */
export const namedValuesOf = (
  fields: Readonly<Record<string, Payload>> | null | undefined,
  runId: string,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([name, payload]) => [name, valueOf(payload, runId)]));

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
