import type { Day } from "@niuniu/owe";
import type { Moving, Terms } from "./entry.ts";

/**
 * One way in which what the server tells is not what the rules give. Every code comes with what a sentence needs; `number` is the entry it
 * is about. None of them proves bad will: a wrong clock looks the same. All of them are reasons to ask outside this server.
 */
export type Difference<T extends Terms = Terms> =
  /** Another person owns it than whose turn it is. */
  | {
      readonly code: "wrong-owner";
      readonly number: number;
      readonly expected: readonly string[];
      readonly found: string;
    }
  /** Another act is owed than should be. */
  | {
      readonly code: "wrong-act";
      readonly number: number;
      readonly expected: readonly T["act"][];
      readonly found: T["act"];
    }
  | {
      readonly code: "wrong-role";
      readonly number: number;
      readonly expected: readonly T["role"][];
      readonly found: T["role"];
    }
  | {
      readonly code: "wrong-reason";
      readonly number: number;
      readonly expected: readonly (T["why"] | Moving)[];
      readonly found: T["why"] | Moving;
    }
  /** It says that it was taken from somebody who did not own it, or hides from whom. */
  | { readonly code: "wrong-predecessor"; readonly number: number; readonly expected: string; readonly found: string }
  | { readonly code: "late-date"; readonly number: number; readonly latest: Day; readonly found: Day }
  | { readonly code: "early-date"; readonly number: number; readonly earliest: Day; readonly found: Day }
  /** A date has passed, by this device's clock, and nothing happened. */
  | { readonly code: "overdue-unmoved"; readonly owner: string; readonly act: string; readonly due: Day }
  /** A missed date was acted on, but days late. */
  | { readonly code: "moved-late"; readonly number: number; readonly due: Day; readonly found: Day }
  /** Somebody was said to have missed a date that had not come. */
  | { readonly code: "moved-early"; readonly number: number; readonly due: Day; readonly found: Day }
  /** "Missed" names another person, act or day than what was owed. */
  | { readonly code: "wrong-miss"; readonly number: number }
  /** After (for "missed": before) entry `number` the server should have said something and did not. */
  | { readonly code: "missing-event"; readonly number: number; readonly expected: "owed" | "closed" | "missed" }
  /** The server said something for which there is no cause. */
  | { readonly code: "unknown-event"; readonly number: number }
  | { readonly code: "closed-without-outcome"; readonly number: number }
  /** The time for contesting is not what the policy gives. */
  | { readonly code: "wrong-window"; readonly number: number; readonly expected: Day; readonly found: Day }
  /** It closed before an answer had stood, and another person is said to be told than should be, or nobody. */
  | { readonly code: "wrong-told"; readonly number: number; readonly expected: string; readonly found: string }
  /** An act stands in the record that the rules refuse, and why they do. */
  | { readonly code: "not-allowed"; readonly number: number; readonly refusal: string }
  /** Somebody was passed over as away who has not said so. */
  | { readonly code: "unproved-absence"; readonly number: number; readonly person: string }
  /** An entry is missing, twice there or out of order. */
  | { readonly code: "broken-numbering"; readonly number: number; readonly found: number }
  | { readonly code: "other-case"; readonly number: number }
  /** The rules that came with it are not those of the statement its first entry names. */
  | { readonly code: "other-rules" }
  /** The rules cannot be rerun over it at all, so that nothing it says of where it stands can be checked. */
  | { readonly code: "cannot-follow" }
  /** A day runs backwards, or lies in the future. */
  | { readonly code: "wrong-clock"; readonly number: number; readonly found: Day }
  /** It is open and the server names nothing that is owed. */
  | { readonly code: "owed-missing" }
  /** The server names something as owed although it is closed, or has not begun. */
  | { readonly code: "owed-unfounded" }
  /** What the server names as owed now is not what its own record says. */
  | { readonly code: "owed-differs"; readonly owner: string; readonly act: string; readonly due: Day };
