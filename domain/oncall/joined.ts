import type { Shift, Span } from './holder.js';

/** The parts of `shifts` within `span`; those that only touch it are left out. */
export function clipped<Piece extends Span>(shifts: readonly Piece[], span: Span): readonly Piece[] {
  return shifts.flatMap((shift) => {
    const [from, to] = [Math.max(shift.from, span.from), Math.min(shift.to, span.to)];
    return from < to ? [{ ...shift, from, to }] : [];
  });
}

/** Shifts of one person that meet and that the same rule gave are one. `shifts` are oldest first. */
export function joined(shifts: readonly Shift[]): readonly Shift[] {
  return merged(shifts, (a, b) => a.via === b.via && a.rule.schedule === b.rule.schedule && a.rule.entry === b.rule.entry);
}

/** How long each person is on call in one go, whatever gave it to them. `shifts` are oldest first. */
export function stretches(shifts: readonly Shift[]): readonly Shift[] {
  return merged(shifts, () => true);
}

/** Shifts of one person that meet, and of which `isOne` says so, are one: the first of them, made longer. `shifts` are oldest first. */
export function merged<Piece extends Shift>(shifts: readonly Piece[], isOne: (a: Piece, b: Piece) => boolean): readonly Piece[] {
  const all: Piece[] = [];
  for (const shift of shifts) {
    const last = all.at(-1);
    if (last?.to === shift.from && last.person === shift.person && isOne(last, shift)) all[all.length - 1] = { ...last, to: shift.to };
    else all.push(shift);
  }
  return all;
}
