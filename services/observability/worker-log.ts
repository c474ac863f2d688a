/** What is worth knowing of a worker's log line, and nothing that came from outside: no input, no text of an error. */
const KEPT = ['workflowId', 'workflowType', 'activityType', 'activityId', 'attempt', 'taskQueue', 'sdkComponent'] as const;

/** The fields of a log line of Temporal's SDK, for our own log. An error is told by its type or name and code alone. */
export function workerLogFields(meta: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> {
  if (meta === undefined) return {};
  const kept = KEPT.flatMap((name) => (meta[name] === undefined ? [] : [[name, meta[name]] as const]));
  return Object.fromEntries([...kept, ...kindOf(meta.error)]);
}

function kindOf(error: unknown): readonly (readonly [string, unknown])[] {
  if (typeof error !== 'object' || error === null) return [];
  const { type, name, code } = error as { readonly type?: unknown; readonly name?: unknown; readonly code?: unknown };
  return [['error', type ?? name] as const, ...(code === undefined ? [] : [['code', code] as const])];
}
