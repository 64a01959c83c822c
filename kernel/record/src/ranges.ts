/** Leaves from `from` up to, but without, `to`; a complete subtree if there are 2^n of them and it starts at one. */
export type Range = { readonly from: number; readonly to: number };

/** The leaves in the left half of a tree: the largest power of two below its size (k in RFC 9162 §2.1.1). */
export function leftHalf(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function halves({ from, to }: Range): { readonly left: Range; readonly right: Range } {
  const middle = from + leftHalf(to - from);
  return { left: { from, to: middle }, right: { from: middle, to } };
}

/** What stands beside the way from an entry up to the root of its range, lowest first: PATH of RFC 6962 §2.1.1. */
export function besides(index: number, range: Range): readonly Range[] {
  if (range.to - range.from === 1) return [];
  const { left, right } = halves(range);
  return index < left.to ? [...besides(index, left), right] : [...besides(index, right), left];
}

/** What makes the root of a range out of the entries before `old`: SUBPROOF of RFC 6962 §2.1.2. Nothing needs no proof. */
export function between(old: number, range: Range, whole: boolean): readonly Range[] {
  if (old === 0 || old === range.to) return whole ? [] : [range];
  const { left, right } = halves(range);
  return old <= left.to ? [...between(old, left, whole), right] : [...between(old, right, false), left];
}

/** The complete subtrees a range is made of, from the left: it starts where its largest one may start. */
export function completeIn({ from, to }: Range): readonly Range[] {
  const middle = from + leftHalf(to - from + 1);
  return middle === to ? [{ from, to }] : [{ from, to: middle }, ...completeIn({ from: middle, to })];
}
