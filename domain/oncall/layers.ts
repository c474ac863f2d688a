import type { Layer } from '../handbook/schedule.model.js';
import type { Instant } from '../instant.js';
import { personOfTurn, turnAt } from './rotation.js';
import { type Window, windowAt } from './week-spans.js';
import type { ZoneRules } from './zone-rules.js';

/** Throughout [from, to) the same holds: `person` of the layer at `index`, or nobody. */
export interface LayerPiece {
  readonly from: Instant;
  readonly to: Instant;
  readonly held: { readonly person: string; readonly index: number } | null;
}

const ALWAYS: Window = { open: true, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The first layer that has somebody at `at`, in constant time; `offset` people further on in its rotation. `from <= at < to`. */
export function layersAt(layers: readonly Layer[], offset: number, at: Instant, zones: ZoneRules): LayerPiece {
  let [from, to] = [ALWAYS.from, ALWAYS.to];
  for (const [index, { rotation, timezone, during }] of layers.entries()) {
    const window = during === undefined ? ALWAYS : windowAt(during, timezone, at, zones);
    from = Math.max(from, window.from);
    to = Math.min(to, window.to);
    if (!window.open) continue;
    const turn = turnAt(rotation, timezone, at, zones);
    const person = personOfTurn(rotation, turn.index, offset);
    return { from: Math.max(from, turn.from), to: Math.min(to, turn.to), held: { person, index } };
  }
  return { from, to, held: null };
}
