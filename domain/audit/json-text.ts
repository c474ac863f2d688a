/** A JSON value as it was written. What two sides wrote alike is compared as text and never read, which is most of every history. */
export interface JsonText {
  readonly json: string;
}

/** Nothing of ours is nested half as deep; whoever walks through more may run out of stack. */
const DEEPEST = 200;

/** A fact of a command with every text in it read. What is no JSON, or is nested too deep, stands as `{ notJson }`, which no workflow says. */
export function readFact(fact: unknown): unknown {
  if (typeof fact !== 'object' || fact === null) return fact;
  if (Array.isArray(fact)) return fact.map(readFact);
  if (isJsonText(fact)) return read(fact);
  return Object.fromEntries(Object.entries(fact).map(([name, value]) => [name, readFact(value)]));
}

const isJsonText = (fact: object): fact is JsonText => 'json' in fact && typeof fact.json === 'string';

function read({ json }: JsonText): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return isShallow(value) ? value : { notJson: json };
  } catch {
    return { notJson: json };
  }
}

function isShallow(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    level = level.flatMap((one): readonly unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return level.length === 0;
}
