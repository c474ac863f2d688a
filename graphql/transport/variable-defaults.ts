import { type ConstValueNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

const known = new WeakMap<DocumentNode, readonly (readonly [name: string, value: ConstValueNode])[]>();

/**
 * The variables with the document's own defaults for those that were left out; undefined: nothing to add. Compiled queries
 * overlook the default of a variable that may not be null, and would refuse the second time what was answered the first.
 */
export function withDefaults(document: DocumentNode, given: Variables | null | undefined): Record<string, unknown> | undefined {
  const missing = defaultsOf(document).filter(([name]) => given == null || !Object.hasOwn(given, name));
  if (missing.length === 0) return undefined;
  return { ...given, ...Object.fromEntries(missing.map(([name, value]) => [name, valueFromASTUntyped(value)])) };
}

function defaultsOf(document: DocumentNode): readonly (readonly [string, ConstValueNode])[] {
  const found = known.get(document);
  if (found !== undefined) return found;
  const definitions = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []) : [],
  );
  const defaults = definitions.flatMap(({ variable, defaultValue }) =>
    defaultValue === undefined ? [] : [[variable.name.value, defaultValue] as const],
  );
  known.set(document, defaults);
  return defaults;
}
