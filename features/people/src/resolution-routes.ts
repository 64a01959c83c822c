import { route } from "@niuniu/wire";

/** What is proposed, or was adopted, with the votes on it (roster.md §10): all of it is for the reader to check. */
export interface Resolved {
  /** The exact line that is named by its hash. */
  readonly proposal: string;
  /** Who proposed it: a member who voted for it. */
  readonly by: string;
  /** Signed notes, in the order of their voters' ids. */
  readonly votes: readonly string[];
  /** Until when votes are taken (ms since epoch). */
  readonly ends: number;
  /** The organisation's days, "YYYY-MM-DD", on which it was adopted and last published; null while it is open. */
  readonly adopted: string | null;
  readonly published: string | null;
}

/** A resolution with the exact text that it is about. */
export interface ResolvedText extends Resolved {
  readonly text: string;
  /** tlog-proof of the entry of the record in which it was last published; null while it is open, and until that is sealed. */
  readonly proof: string | null;
}

/** What the committee is asked to resolve now, the newest first, and what it has adopted, the newest hundred. */
export interface Resolutions {
  readonly open: readonly Resolved[];
  readonly adopted: readonly Resolved[];
}
export const resolutions = route<undefined, Resolutions>({
  audience: "member",
  method: "GET",
  path: "/people/resolutions",
  takes: "none",
  gives: "json",
});

/** One of them, by its hash, with its text and its proof. */
export const resolution = route<undefined, ResolvedText>({
  audience: "member",
  method: "GET",
  path: "/people/resolution/:name",
  takes: "none",
  gives: "json",
});

/**
 * Proposes that a text is adopted: the proposal's line, the exact text, and the vote of its proposer, who is for it. Everybody may
 * have one open. It is open for 14 days, and as long as the statement it names is in force.
 */
export const proposeResolution = route<
  { readonly proposal: string; readonly text: string; readonly vote: string },
  { readonly adopted: boolean }
>({ audience: "member", method: "POST", path: "/people/resolutions", takes: "json", gives: "json" });

/**
 * The caller's vote as a signed note. It is given once, and the same note again changes nothing. With the last one needed the
 * resolution is adopted and published; who has not voted then may for 14 days more, and it is published anew.
 */
export const vote = route<{ readonly resolution: string; readonly vote: string }, { readonly adopted: boolean }>({
  audience: "member",
  method: "POST",
  path: "/people/vote",
  takes: "json",
  gives: "json",
});

/** Takes the caller's own proposal back, before it is adopted. */
export const withdrawResolution = route<{ readonly resolution: string }, null>({
  audience: "member",
  method: "POST",
  path: "/people/resolution/withdraw",
  takes: "json",
  gives: "json",
});
