import { type Document, isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Path, Place } from './problem.js';

/** Where a path stands in the file: its key or its value; where it is missing, the key or value of the nearest part around it. */
export type Locate = (path: Path, where: 'key' | 'value') => Place;

export function locatorOf(document: Document, place: (offset: number) => Place): Locate {
  return (path, where) => {
    let node: unknown = document.contents;
    let value = offsetOf(node) ?? 0;
    let key = value;
    for (const part of path) {
      const step = stepInto(document, node, part);
      if (!step) break;
      key = offsetOf(step.key) ?? value;
      value = offsetOf(step.value) ?? key;
      node = step.value;
    }
    return place(where === 'key' ? key : value);
  };
}

function stepInto(document: Document, parent: unknown, part: string | number): { key: unknown; value: unknown } | null {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return pair ? { key: pair.key, value: pair.value } : null;
  }
  if (isSeq(node) && typeof part === 'number') {
    const value = node.items[part];
    return value === undefined ? null : { key: value, value };
  }
  return null;
}

/** An empty value has a zero-length range after its key: there the key is the better place to point at. */
function offsetOf(node: unknown): number | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [from, to] = node.range;
  return from === to ? undefined : from;
}
