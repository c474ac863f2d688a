/** A sentence that leads from a misspelt name to a known one, or lists the known ones. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const candidates = [...known];
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.slice(0, 64), candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  if (best) return `did you mean "${best.candidate}"?`;
  return candidates.length > 0 ? `known here: ${candidates.slice(0, 20).join(', ')}` : 'nothing of the kind is defined yet';
}

/** Levenshtein's distance: insertions, deletions and replacements of single characters. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replace = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
