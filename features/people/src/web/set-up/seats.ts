import { employersAlone, HANDLING, type Duty } from "@niuniu/roster";
import type { FounderSeat, Seat } from "../../routes.ts";

/** A seat as it is being filled in; `key` keeps rows apart while they are edited. */
export interface SeatDraft extends Seat {
  readonly key: number;
  readonly line: string;
  readonly serves: readonly Duty[];
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
  return drafts
    .filter(({ name }) => name.trim() !== "")
    .map(({ name, role, side, unit, line, serves }) => ({
      name: tidy(name),
      role: tidy(role),
      side,
      unit: tidy(unit),
      line: tidy(line),
      serves,
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

/** The rows a new committee starts with: one of each side, so that nobody has to find out what is missing. */
export function firstSeats(): readonly SeatDraft[] {
  return [emptySeat(1, "employees"), emptySeat(2, "employer"), emptySeat(3, "outside")];
}

/** One more empty row. */
export function emptySeat(key: number, side: Seat["side"]): SeatDraft {
  return { key, name: "", role: "", side, unit: "", line: "", serves: HANDLING };
}

/** One spelling and one line, as a statement demands of every name. */
function tidy(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
