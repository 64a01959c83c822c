import type { Calendar } from "@niuniu/owe";
import { activeMembers, type Member, type Roster } from "@niuniu/roster";
import type { Keys } from "@niuniu/seal/open";
import type { Ask } from "@niuniu/wire";
import type { Policy } from "../../policy.ts";
import { newestRules } from "../newest-rules.ts";

/** What the desk stands on: who works here, with which keys, and a committee this browser has checked. */
export interface Desk {
  /** Id of the member at this desk. */
  readonly me: string;
  readonly keys: Keys;
  readonly roster: Roster;
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** Calls a route in this member's name. Throws CallError. */
  readonly ask: Ask;
  /** The `Authorization` header, for streams. */
  readonly authorization: string;
  /** This device's own clock (ms since epoch): what is signed, sealed and listened to goes by it alone. */
  readonly clock: () => number;
  /** The server's clock minus this device's (ms), by the server's word: for showing how much time is left. */
  readonly ahead: number;
}

/** Puts a desk together. Throws as {@link newestRules}. */
export function makeDesk(
  given: Omit<Desk, "policy" | "calendar"> & { readonly policy: string; readonly calendar: string },
): Desk {
  return { ...given, ...newestRules(given) };
}

/** The server's time now (ms since epoch), so that every desk shows the same minutes left. Nothing is believed by it. */
export const nowAt = (desk: Desk): number => desk.clock() + desk.ahead;

/** Who may own and read at `now`, as the rules want to know it. */
export const peopleAt = (roster: Roster, now: number): readonly Pick<Member, "id" | "side" | "serves">[] =>
  activeMembers(roster, now);
