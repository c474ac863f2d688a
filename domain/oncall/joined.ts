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
  const all: Shift[] = [];
  for (const shift of shifts) {
    const last = all.at(-1);
    const isSame = last?.to === shift.from && last.person === shift.person && last.via === shift.via && isSameRule(last, shift);
    if (isSame) all[all.length - 1] = { ...last, to: shift.to };
    else all.push(shift);
  }
  return all;
}

const isSameRule = (a: Shift, b: Shift): boolean => a.rule.schedule === b.rule.schedule && a.rule.entry === b.rule.entry;
