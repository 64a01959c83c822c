import type { Leaf } from "@niuniu/record";
import { HostLied } from "../trouble.ts";
import { Spans, type Span } from "./spans.ts";

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
  readonly #at: { -readonly [Key in "firstSlot" | "lastSlot" | "lastDay" | "firstDay"]: LeafOrder[Key] };
  readonly #gaps: Spans;
  readonly #away: Spans;
  readonly #dayGaps: Spans;

  constructor({ gaps, away, dayGaps, ...at }: LeafOrder) {
    this.#at = { ...at };
    this.#gaps = new Spans(gaps);
    this.#away = new Spans(away);
    this.#dayGaps = new Spans(dayGaps);
  }

  get order(): LeafOrder {
    return { ...this.#at, gaps: this.#gaps.list, away: this.#away.list, dayGaps: this.#dayGaps.list };
  }

  /** The newest slot so far. */
  get lastSlot(): number | null {
    return this.#at.lastSlot;
  }

  take(leaf: Leaf, index: number): void {
    if (leaf.kind === "slot") this.slot(leaf.slot, index);
    else if (leaf.kind === "day") this.#day(leaf.day, index);
  }

  slot(slot: number, index: number): void {
    const last = this.#at.lastSlot;
    if (last !== null && slot <= last) throw new HostLied("lie.slot-order", { index });
    if (last !== null && slot > last + 1) this.#skip([last + 1, slot - 1]);
    if (this.#gaps.list.length > MOST_GAPS) throw new HostLied("lie.slot-missing", spanValues([last ?? 0, slot]));
    this.#at.firstSlot ??= slot;
    this.#at.lastSlot = slot;
  }

  /** An absence is usually published just before the first slot after it. */
  #skip(gap: Span): void {
    for (const part of this.#away.outside(gap)) this.#gaps.add(part);
    this.#away.forget(gap[1]);
  }

  #day(day: number, index: number): void {
    const last = this.#at.lastDay;
    if (last !== null && day <= last) throw new HostLied("lie.day-order", { index });
    if (last !== null && day > last + 1) this.#dayGaps.add([last + 1, day - 1]);
    if (this.#dayGaps.list.length > MOST_GAPS) throw new HostLied("lie.day-order", { index });
    this.#at.firstDay ??= day;
    this.#at.lastDay = day;
  }

  /** The host says it was away: slots in between need no leaf, and days that lie in between as a whole none either. */
  explain(span: Span): void {
    const [from, to] = span;
    if (to > (this.#at.lastSlot ?? -1)) this.#away.add(span);
    if (this.#away.list.length > MOST_GAPS) throw new HostLied("lie.slot-missing", spanValues(span));
    this.#gaps.take(span);
    const days: Span = [Math.ceil(from / SLOTS_A_DAY), Math.floor((to + 1) / SLOTS_A_DAY) - 1];
    if (days[0] <= days[1]) this.#dayGaps.take(days);
  }
}

const instant = (slot: number): string => `${new Date(slot * 10_000).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** A span of slots as a person reads it. */
export function spanValues([from, to]: Span): { readonly from: string; readonly to: string } {
  return { from: instant(from), to: instant(to + 1) };
}
