export const SEVERITY_OF = { sev1: 'SEV1', sev2: 'SEV2', sev3: 'SEV3', sev4: 'SEV4' } as const;

/** `30 minutes` or `{ every: 30 minutes, extension: true }`: the one number in it. */
export function millis(value: number | Readonly<Record<string, unknown>> | undefined): number | undefined {
  if (value === undefined || typeof value === 'number') return value;
  return Object.values(value).find((part) => typeof part === 'number');
}
