import type { Leaf } from "@niuniu/record";
import { HostLied } from "../trouble.ts";

/** Slots, both included, for which the record holds no leaf. */
export type Span = readonly [from: number, to: number];

/** What the leaves seen so far allow the next one to be. Plain data: it is kept between two runs. */
export interface LeafOrder {
  readonly firstSlot: number | null;
  readonly lastSlot: number | null;
  readonly lastDay: number | null;
  readonly firstDay: number | null;
  /** Spans without leaves that no downtime entry has explained so far. */
  readonly gaps: readonly Span[];
  /** Absences the host has published, as far as the slots seen do not lie behind them. */
  readonly away: readonly Span[];
  /** Days without a leaf of their own, both included, still to be explained in the same way. */
  readonly dayGaps: readonly Span[];
}

export const NO_LEAVES: LeafOrder = {
  firstSlot: null,
  lastSlot: null,
  lastDay: null,
  firstDay: null,
  gaps: [],
  away: [],
  dayGaps: [],
};

/** A host whose log has more holes than this does not keep a record. */
const MOST_GAPS = 10_000;
const SLOTS_A_DAY = 8_640;

/** Takes leaves one after the other and refuses what cannot follow: a slot or a day twice, or going back in time. */
export class LeafWatch {
  #order: { -readonly [Key in keyof LeafOrder]: LeafOrder[Key] };
  #gaps: Span[];
  #dayGaps: Span[];

  constructor(order: LeafOrder) {
    this.#order = { ...order };
    this.#gaps = [...order.gaps];
    this.#dayGaps = [...order.dayGaps];
  }

  get order(): LeafOrder {
    return { ...this.#order, gaps: this.#gaps, dayGaps: this.#dayGaps };
  }

  take(leaf: Leaf, index: number): void {
    if (leaf.kind === "slot") this.slot(leaf.slot, index);
    else if (leaf.kind === "day") this.#day(leaf.day, index);
  }

  slot(slot: number, index: number): void {
    const last = this.#order.lastSlot;
    if (last !== null && slot <= last) throw new HostLied("lie.slot-order", { index });
    if (last !== null && slot > last + 1) this.#skip([last + 1, slot - 1]);
    if (this.#gaps.length > MOST_GAPS) throw new HostLied("lie.slot-missing", spanValues([last ?? 0, slot]));
    this.#order.firstSlot ??= slot;
    this.#order.lastSlot = slot;
  }

  /** An absence is usually published just before the first slot after it. */
  #skip(gap: Span): void {
    this.#gaps.push(
      ...this.#order.away.reduce<readonly Span[]>((left, away) => left.flatMap((part) => without(part, away)), [gap]),
    );
    this.#order.away = this.#order.away.filter(([, to]) => to > gap[1]);
  }

  #day(day: number, index: number): void {
    const last = this.#order.lastDay;
    if (last !== null && day <= last) throw new HostLied("lie.day-order", { index });
    if (last !== null && day > last + 1) this.#dayGaps.push([last + 1, day - 1]);
    if (this.#dayGaps.length > MOST_GAPS) throw new HostLied("lie.day-order", { index });
    this.#order.firstDay ??= day;
    this.#order.lastDay = day;
  }

  /** The host says it was away: slots in between need no leaf, and days that lie in between as a whole none either. */
  explain([from, to]: Span): void {
    if (to > (this.#order.lastSlot ?? -1)) this.#order.away = [...this.#order.away, [from, to]];
    if (this.#order.away.length > MOST_GAPS) throw new HostLied("lie.slot-missing", spanValues([from, to]));
    this.#gaps = this.#gaps.flatMap((gap) => without(gap, [from, to]));
    const days: Span = [Math.ceil(from / SLOTS_A_DAY), Math.floor((to + 1) / SLOTS_A_DAY) - 1];
    if (days[0] <= days[1]) this.#dayGaps = this.#dayGaps.flatMap((gap) => without(gap, days));
  }
}

/** What is left of a span after another is taken out of it. */
function without([from, to]: Span, [start, end]: Span): readonly Span[] {
  if (end < from || start > to) return [[from, to]];
  const left: Span = [from, start - 1];
  const right: Span = [end + 1, to];
  return [left, right].filter(([first, last]) => first <= last);
}

const instant = (slot: number): string => `${new Date(slot * 10_000).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** A span of slots as a person reads it. */
export function spanValues([from, to]: Span): { readonly from: string; readonly to: string } {
  return { from: instant(from), to: instant(to + 1) };
}
