/** A JSON value as it was written. What two sides wrote alike is compared as text and never read, which is most of every history. */
export interface JsonText {
  readonly json: string;
}

/** A fact of a command with every text in it read, however deep. What is no JSON stands as `{ notJson }`: never equal to a value. */
export function readFact(fact: unknown): unknown {
  if (typeof fact !== 'object' || fact === null) return fact;
  if (Array.isArray(fact)) return fact.map(readFact);
  if (isJsonText(fact)) return read(fact);
  return Object.fromEntries(Object.entries(fact).map(([name, value]) => [name, readFact(value)]));
}

const isJsonText = (fact: object): fact is JsonText => 'json' in fact && typeof fact.json === 'string';

function read({ json }: JsonText): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return { notJson: json };
  }
}
