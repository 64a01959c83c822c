import type { Owed } from "@niuniu/matter";
import { route } from "@niuniu/wire";
import type { End, Reviewed, What } from "./terms.ts";

/** One thing that the committee owes its house, or owed. */
export interface UpkeepLine {
  /** Its name; the whole of it is `thread` of matter. */
  readonly matter: string;
  readonly what: What;
  readonly subject: string;
  /** Days: since when it is owed, and by when it was to be done first. */
  readonly begun: string;
  readonly until: string;
  /** Null once it is over; `end`: how. */
  readonly owed: Owed | null;
  readonly end: End | null;
  /** The day of the last thing that the server said of it. */
  readonly day: string;
  readonly misses: number;
  /** Who read the texts of the first hours, once that is confirmed. */
  readonly reviewed: Reviewed | null;
}

export interface UpkeepList {
  /** All that is open, by its date; then what is over, the newest first. */
  readonly lines: readonly UpkeepLine[];
  /** How many dates were missed ever, in whatever is listed here or not. */
  readonly missed: number;
  /** The SHA-256 of the texts of the first hours, as they are served now (hex). */
  readonly texts: string;
  /** The server's clock, ms since epoch. */
  readonly now: number;
}

/** What the committee owes its house, for everybody: all that is open, and what is over; of proposals and ways that failed the newest hundred. */
export const list = route<undefined, UpkeepList>({
  audience: "anyone",
  method: "GET",
  path: "/upkeep/list",
  takes: "none",
  gives: "json",
});

/**
 * Takes the alarm of a witness, a signed note (upkeep.md §6), and begins the matter by which the committee owes an answer; the same note again gives
 * the same matter. Whoever has the note may hand it in: it speaks for itself.
 */
export const alarm = route<{ readonly alarm: string }, { readonly matter: string }>({
  audience: "anyone",
  method: "POST",
  path: "/upkeep/alarm",
  takes: "json",
  gives: "json",
});

/** A witness's word that their alarm was answered, and of which matter. */
export interface Word {
  readonly matter: string;
  readonly word: string;
}

/** Takes it: the matter is over. */
export const answered = route<Word, { readonly open: boolean }>({
  audience: "anyone",
  method: "POST",
  path: "/upkeep/answered",
  takes: "json",
  gives: "json",
});

/** Takes what the caller signed of one of them. Refused by its rules. */
export const act = route<{ readonly matter: string; readonly act: string }, { readonly open: boolean }>({
  audience: "member",
  method: "POST",
  path: "/upkeep/act",
  takes: "json",
  gives: "json",
});
