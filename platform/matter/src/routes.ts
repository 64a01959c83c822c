import type { Day } from "@niuniu/owe";
import { route } from "@niuniu/wire";
import type { Owed, Recorded } from "./thread.ts";

/** A matter whose texts are public, with all that a reader needs to check it. */
export interface OpenThread extends Recorded {
  readonly matter: string;
  readonly feature: string;
  /** Null when it is closed. */
  readonly owed: Owed | null;
  /** Chain head, hex. */
  readonly head: string;
  /** Exact texts of the policy and calendar it began under; a statement names their hashes. */
  readonly rules: { readonly policy: string; readonly calendar: string };
  /** Signed absence notes of members who were passed over in it. */
  readonly absences: readonly string[];
  /** The server's clock, ms since epoch. */
  readonly now: number;
}

/** The whole of one matter, for anybody. Refused "matter/unknown". */
export const thread = route<{ readonly feature: string; readonly matter: string }, OpenThread>({
  audience: "anyone",
  method: "POST",
  path: "/matter/thread",
  takes: "json",
  gives: "json",
});

/** One thing the caller owes. */
export interface OwedLine {
  readonly feature: string;
  readonly matter: string;
  readonly role: string;
  readonly act: string;
  readonly due: number;
  /** Since when, by the server's days. */
  readonly since: Day;
  /** By what name a list of another feature asks the caller for the same; null where none does. */
  readonly about: string | null;
}

/** What the caller owes in matters whose texts are public, over all features, what is due first; at most 200. */
export const owed = route<undefined, readonly OwedLine[]>({
  audience: "member",
  method: "GET",
  path: "/matter/owed",
  takes: "none",
  gives: "json",
});
