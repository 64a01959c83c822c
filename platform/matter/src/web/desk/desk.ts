import type { Calendar } from "@niuniu/owe";
import type { Roster } from "@niuniu/roster";
import type { Keys } from "@niuniu/seal/open";
import type { Ask } from "@niuniu/wire";
import type { RulesReader } from "../newest-rules.ts";

/** What a desk stands on: who works here, with which keys, and a committee this browser has checked. */
export interface Desk<Policy = unknown> {
  /** Id of the member at this desk. */
  readonly me: string;
  readonly keys: Keys;
  readonly roster: Roster;
  /** The feature's part of the policy that the newest statement names. */
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

/** Puts a desk together. Throws as `read` does. */
export function makeDesk<Policy>(
  given: Omit<Desk, "policy" | "calendar"> & { readonly policy: string; readonly calendar: string },
  read: RulesReader<Policy>,
): Desk<Policy> {
  return { ...given, ...read(given) };
}

/** The server's time now (ms since epoch), so that every desk shows the same minutes left. Nothing is believed by it. */
export const nowAt = (desk: Pick<Desk, "clock" | "ahead">): number => desk.clock() + desk.ahead;
