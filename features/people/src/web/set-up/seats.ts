import { employersAlone, type Duty } from "@niuniu/roster";
import type { FounderSeat, Seat } from "../../routes.ts";

/** A seat as it is being filled in; `key` keeps rows apart while they are edited. */
export interface SeatDraft extends Seat {
  readonly key: number;
  readonly line: string;
  /** Null until somebody has chosen: then they are asked for their share of {@link sharesOf}. */
  readonly serves: readonly Duty[] | null;
  /** Empty where nobody appointed them. */
  readonly appointed: string;
  readonly from: string;
  readonly until: string;
}

/** Duties that nobody should hold together, in the order in which they are given out. */
const APART: readonly Duty[] = ["investigation", "decision", "review"];

/**
 * What each of these seats is asked for unless somebody chooses otherwise: nobody two duties that should be apart, and the employer's
 * side nothing that is not asked of somebody else as well. First contact falls to all the others. What nobody is asked for is
 * everybody's; with three who are not the employer's nothing is left over.
 */
export function sharesOf(seats: readonly Pick<Seat, "side">[]): readonly (readonly Duty[])[] {
  const given = { own: 0, employer: 0 };
  const others = seats.filter(({ side }) => side !== "employer").length;
  const shared = APART.slice(0, Math.max(1, Math.min(others, APART.length)));
  const next = (count: number, of: readonly Duty[]): Duty => of[count % of.length] ?? "investigation";
  return seats.map(({ side }) =>
    side === "employer" ? (others === 0 ? [] : [next(given.employer++, shared)]) : ["intake", next(given.own++, APART)],
  );
}

/** The rows with what each is asked for; those that name nobody come after the others, so that they take nothing from them. */
export function withShares<D extends SeatDraft>(
  drafts: readonly D[],
): readonly (D & { readonly serves: readonly Duty[] })[] {
  const isNamed = ({ name }: SeatDraft): boolean => name.trim() !== "";
  const order = [...drafts.filter(isNamed), ...drafts.filter((draft) => !isNamed(draft))];
  const shares = sharesOf(order);
  return drafts.map((draft) => ({ ...draft, serves: draft.serves ?? shares[order.indexOf(draft)] ?? [] }));
}

/** The three things a committee needs before anybody can rely on it, and whether these seats have them. */
export interface Balance {
  readonly employees: boolean;
  readonly outside: boolean;
  readonly two: boolean;
  /** No duty is the employer's alone. */
  readonly shared: boolean;
}

/** The seats that name somebody; a row left empty is not a person. */
export function namedSeats(drafts: readonly SeatDraft[]): readonly FounderSeat[] {
  return withShares(drafts)
    .filter(({ name }) => name.trim() !== "")
    .map(({ name, role, side, unit, line, serves, appointed, from, until }) => ({
      name: tidy(name),
      role: tidy(role),
      side,
      unit: tidy(unit),
      line: tidy(line),
      serves,
      ...(tidy(appointed) === "" ? {} : { appointed: tidy(appointed), from, until }),
    }));
}

/** What the named seats fulfil so far. */
export function balanceOf(seats: readonly FounderSeat[]): Balance {
  return {
    employees: seats.some(({ side }) => side === "employees"),
    outside: seats.some(({ side }) => side === "outside"),
    two: seats.length >= 2,
    shared: employersAlone(seats).length === 0,
  };
}

/** The names of those whom an office appointed without a term: a first and a last day, in this order. */
export const termless = (seats: readonly FounderSeat[]): readonly string[] =>
  seats
    .filter(({ appointed, from = "", until = "" }) => appointed !== undefined && (from === "" || until < from))
    .map(({ name }) => name);

/** The rows a new committee starts with: one of each side, so that nobody has to find out what is missing. */
export function firstSeats(): readonly SeatDraft[] {
  return [emptySeat(1, "employees"), emptySeat(2, "employer"), emptySeat(3, "outside")];
}

/** One more empty row. */
export function emptySeat(key: number, side: Seat["side"]): SeatDraft {
  return { key, name: "", role: "", side, unit: "", line: "", serves: null, appointed: "", from: "", until: "" };
}

const KEPT = "niuniu.setup.seats";

/** What was filled in before the seats are named: kept in this tab, so that a reload loses none of it. Nothing in it is secret. */
interface Filled {
  readonly organisation: string;
  readonly drafts: readonly SeatDraft[];
}

export function keepFilled(shelf: Pick<Storage, "setItem" | "removeItem">, filled: Filled | null): void {
  if (filled === null) shelf.removeItem(KEPT);
  else shelf.setItem(KEPT, JSON.stringify(filled));
}

/** What was kept, or the first seats. Of another version's shape nothing is taken. */
export function filledOn(shelf: Pick<Storage, "getItem">): Filled {
  const nothing = { organisation: "", drafts: firstSeats() };
  try {
    const { organisation, drafts } = JSON.parse(shelf.getItem(KEPT) ?? "{}") as Partial<Filled>;
    if (typeof organisation !== "string" || !Array.isArray(drafts)) return nothing;
    const shape = Object.keys(emptySeat(0, "outside")).toSorted().join();
    const isSeat = (one: unknown): boolean =>
      Object.keys(one ?? {})
        .toSorted()
        .join() === shape;
    return drafts.length > 0 && drafts.every(isSeat) ? { organisation, drafts } : nothing;
  } catch {
    return nothing;
  }
}

/** One spelling and one line, as a statement demands of every name. */
function tidy(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
