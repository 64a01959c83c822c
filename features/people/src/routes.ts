import type { Duty } from "@niuniu/roster";
import { route, type RosterAnswer } from "@niuniu/wire";
import {
  proposeResolution,
  resolution,
  resolutions,
  vote,
  withdrawResolution,
  type Resolved,
} from "./resolution-routes.ts";
import {
  accept,
  signIn,
  signOut,
  passkeyAsk,
  passkeySignIn,
  passkeyOffer,
  passkeyAdd,
  passkeyRemove,
  passwordChange,
  sessionEnd,
  type SignedIn,
} from "./sign-in-routes.ts";

export * from "./resolution-routes.ts";
export * from "./sign-in-routes.ts";

/** Which of the three a member speaks for; a committee needs voices from outside the hierarchy. */
export type Side = "employees" | "employer" | "outside";

/** What everybody may read of the committee; empty until the founders have signed. */
export const roster = route<undefined, RosterAnswer>({
  audience: "anyone",
  method: "GET",
  path: "/people/roster",
  takes: "none",
  gives: "json",
});

/** A founder or later member as the set-up page names them, before they have keys. */
export interface Seat {
  readonly name: string;
  readonly role: string;
  readonly side: Side;
  /** Where in the organisation, for conflicts of interest; may be empty. */
  readonly unit: string;
}

/** A seat as founders fill it in: what statement 1 says of it besides. Left out: an empty line, and what every member handles. */
export interface FounderSeat extends Seat {
  /** The office they report to; may be empty. */
  readonly line?: string | undefined;
  readonly serves?: readonly Duty[] | undefined;
  /** The office that appointed them, with the first and the last day of their term: all three, or none. */
  readonly appointed?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * Begins set-up with the one-time code, or begins it anew: until statement 1 is in force, what was there before falls
 * away. Afterwards the code opens nothing (people/already-open). Each invitation is shown once and opens one browser's
 * key making.
 */
export interface BeginRequest {
  readonly organisation: string;
  readonly seats: readonly FounderSeat[];
}
export interface BeginAnswer {
  readonly invitations: readonly { readonly id: string; readonly name: string; readonly token: string }[];
}
export const begin = route<BeginRequest, BeginAnswer>({
  audience: "setup",
  method: "POST",
  path: "/people/setup",
  takes: "json",
  gives: "json",
});

export interface SetupState {
  readonly stage: "empty" | "inviting" | "signing" | "open";
  readonly organisation: string;
  readonly seats: readonly (Seat & {
    readonly id: string;
    /** Somebody may still accept an invitation to it. */
    readonly invited: boolean;
    readonly ready: boolean;
    readonly signed: boolean;
    /** Public keys once made, so that fingerprints can be compared in person. */
    readonly recipient: string | null;
    readonly key: string | null;
  })[];
}
export const setup = route<undefined, SetupState>({
  audience: "setup",
  method: "GET",
  path: "/people/setup",
  takes: "none",
  gives: "json",
});
/** A lost invitation is replaced: the old link stops working. Only while that seat has no keys. */
export const reinvite = route<{ readonly id: string }, { readonly token: string }>({
  audience: "setup",
  method: "POST",
  path: "/people/setup/invitation",
  takes: "json",
  gives: "json",
});

/** An invitation is taken back: its link opens nothing from now on. Only while that seat has no keys; it can be given another one. */
export const cancelInvitation = route<{ readonly id: string }, null>({
  audience: "setup",
  method: "POST",
  path: "/people/setup/cancel",
  takes: "json",
  gives: "json",
});

/** What an invitation opens. */
export const invited = route<
  undefined,
  { readonly organisation: string; readonly seat: Seat & { readonly id: string } }
>({
  audience: "invited",
  method: "GET",
  path: "/people/invitation",
  takes: "none",
  gives: "json",
});
/** What a signed-in member's page needs about itself. */
export interface Me {
  readonly member: string;
  readonly name: string;
  readonly role: string;
  readonly recipient: string;
  readonly key: string;
  readonly phraseFile: string;
  readonly passkeys: readonly { readonly id: string; readonly label: string; readonly file: string | null }[];
  /** The other sessions of this member that are open now, the newest first. */
  readonly sessions: readonly SignedIn[];
  /** Days away that run or are ahead, one after the other, by the signed absence notes that stand on them. */
  readonly away: readonly { readonly from: string; readonly until: string }[];
}
export const me = route<undefined, Me>({
  audience: "member",
  method: "GET",
  path: "/people/me",
  takes: "none",
  gives: "json",
});

/**
 * The next statement while it gathers signatures: statement 1 among the founders, later ones by quorum.
 * `note` is the draft's text with the signatures so far (the text alone while unsigned).
 */
export interface Draft {
  readonly note: string;
  readonly by: string;
  readonly signed: readonly string[];
  /** From when it can no longer be completed (ms since epoch); null for statement 1, which waits. */
  readonly ends: number | null;
  /**
   * Why it names somebody no more, in its proposer's words as this server passes them on; null where none were given. They are not signed: what
   * is signed is the text of the statement.
   */
  readonly reason: string | null;
}
/** Invited people who have made keys and wait for a statement that names them. */
export interface Newcomer extends Seat {
  readonly id: string;
  readonly recipient: string;
  readonly key: string;
  readonly self: string;
  /** The note by which a member invited them, and what their link's key signed, base64: for the desk to check. */
  readonly invitation: string | null;
  readonly link: string | null;
}
export interface Committee {
  /** One of each proposer at most. All of them change the statement now in force: with the first one the others fall. */
  readonly drafts: readonly Draft[];
  readonly newcomers: readonly Newcomer[];
  /** Invited, no keys yet, with the note by which a member invited them. */
  readonly invited: readonly (Seat & { readonly id: string; readonly invitation: string | null })[];
  /** Every id ever given: an invitation takes a new one. */
  readonly ids: readonly string[];
  /** Signed absence notes in force or ahead. */
  readonly absences: readonly string[];
  /** The key of the record this server keeps, to compare with the one the statement names. */
  readonly log: string;
  /** Exact texts of the policy and calendar this server brings: they can be proposed to be adopted. */
  readonly rules: { readonly policy: string; readonly calendar: string };
  /** What was adopted and is not in force, the newest first: a next statement may name these texts and no others. */
  readonly adopted: readonly (Pick<Resolved, "proposal" | "votes"> & { readonly text: string })[];
}
export const committee = route<undefined, Committee>({
  audience: "member",
  method: "GET",
  path: "/people/committee",
  takes: "none",
  gives: "json",
});
/**
 * A signed note (roster.md §6) made in the member's browser. The server learns the hash of the link's token from it, and never
 * the link.
 */
export const invite = route<{ readonly note: string }, null>({
  audience: "member",
  method: "POST",
  path: "/people/invite",
  takes: "json",
  gives: "json",
});
/**
 * Takes back an invitation that nobody has made keys with: its link opens nothing from now on. Only whoever invited can, or any member once
 * that one is no active member. Nothing is signed: the server stops taking keys, which it could always do (roster.md §6).
 */
export const cancelInvite = route<{ readonly id: string }, null>({
  audience: "member",
  method: "POST",
  path: "/people/invite/cancel",
  takes: "json",
  gives: "json",
});
/** What is proposed, and why: at most 1,000 characters, shown to the members with the proposal and gone with it. */
export interface ProposeRequest {
  readonly note: string;
  readonly reason?: string;
}
/**
 * A proposal is the text of the next statement signed by its proposer. Everybody may have one open, so that nobody holds
 * up a change with another; one that was not completed within a day of its effect is gone.
 */
export const propose = route<ProposeRequest, Draft>({
  audience: "member",
  method: "POST",
  path: "/people/propose",
  takes: "json",
  gives: "json",
});
/**
 * Adds the caller's signature line to the draft with exactly this text. When enough have signed, the statement is in force
 * and every draft is gone: none of the others follows it.
 */
export const countersign = route<{ readonly note: string }, { readonly inForce: boolean }>({
  audience: "member",
  method: "POST",
  path: "/people/countersign",
  takes: "json",
  gives: "json",
});
/** Takes the caller's own draft back, if it is the one with exactly this text (its SHA-256, lower-case hexadecimal). */
export const withdraw = route<{ readonly draft: string }, null>({
  audience: "member",
  method: "POST",
  path: "/people/withdraw",
  takes: "json",
  gives: "json",
});
/**
 * Signed notes `{"niuniu":"absence v1","by","from","until"}`, days in the calendar's zone, both included, from today on
 * and at most 60: cases owned meanwhile move on. From its first day on a newer note of the same member takes the place of all before it, the last
 * of these is the newest, and they are taken together or not at all: so today as the last day ends an absence early, a note from today until
 * yesterday, which covers no day, takes back what has not begun, and what is to stay is said again behind it.
 */
export const absence = route<{ readonly notes: readonly string[] }, null>({
  audience: "member",
  method: "POST",
  path: "/people/absence",
  takes: "json",
  gives: "json",
});

/**
 * A founder's seat begins anew, until statement 1 is in force: keys, password and passkeys that were made for it are gone, and so is
 * every signature on the statement that named them. Whoever holds the new link makes others.
 */
export const restartSeat = route<{ readonly id: string }, { readonly token: string }>({
  audience: "setup",
  method: "POST",
  path: "/people/setup/restart",
  takes: "json",
  gives: "json",
});
/** Every route of this feature, for mounting, the OpenAPI text and the generated audience test. */
export const routes = {
  roster,
  begin,
  setup,
  reinvite,
  cancelInvitation,
  restartSeat,
  invited,
  accept,
  signIn,
  signOut,
  passkeyAsk,
  passkeySignIn,
  passkeyOffer,
  passkeyAdd,
  passkeyRemove,
  passwordChange,
  sessionEnd,
  me,
  committee,
  invite,
  cancelInvite,
  propose,
  countersign,
  withdraw,
  absence,
  resolutions,
  resolution,
  proposeResolution,
  vote,
  withdrawResolution,
} as const;
