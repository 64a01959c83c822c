import { route } from "@niuniu/wire";

/**
 * Why a witness has not cosigned the newest milestone:
 * `unreachable` no answer in time · `unknown-log` it has not been told of this log · `refused` it does not sign, and has
 * not shown why · `unreadable` its answer has no form we know · `forged` a signature in its name that is not its own ·
 * `ahead` it says it has seen more of this log than there is, and shows nothing signed by us.
 */
export type WitnessTrouble = "unreachable" | "unknown-log" | "refused" | "unreadable" | "forged" | "ahead";

/** How one witness of the statement in force stands. */
export interface WitnessState {
  readonly name: string;
  /** Whether the statement names an address where this server asks; others come by themselves. */
  readonly asked: boolean;
  /** The size of the log it last cosigned here, or null. */
  readonly size: number | null;
  /** When, by its own clock (ms since epoch), or null. */
  readonly at: number | null;
  readonly trouble: WitnessTrouble | null;
}

/** What members see of the record's own health. */
export interface State {
  /** Why nothing is signed any more, or null while all is well. */
  readonly frozen: string | null;
  readonly witnesses: readonly WitnessState[];
}
export const state = route<undefined, State>({
  audience: "member",
  method: "GET",
  path: "/ledger/state",
  takes: "none",
  gives: "json",
});

/**
 * Replaces a public text that the law wants erased by a tombstone: a note signed by the member who decides
 * (`writeTombstone` of `@niuniu/record`), dated today. The text is deleted, the note is served in its place, and the
 * tombstone becomes an entry of the record itself.
 */
export const bury = route<{ readonly note: string }, undefined>({
  audience: "member",
  method: "POST",
  path: "/ledger/bury",
  takes: "json",
  gives: "none",
});
