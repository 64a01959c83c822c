export type { Decision } from "./append.ts";
export { continued, type Consequence, type NowClosed, type NowOwed } from "./consequence.ts";
export { begin, decide, hear } from "./decide.ts";
export type { Difference } from "./differences.ts";
export {
  fieldsIn,
  NO_HEAD,
  writeEvent,
  type ActFields,
  type ClosedEvent,
  type EventFields,
  type MissedEvent,
  type Moving,
  type OwedEvent,
  type Said,
  type Terms,
} from "./entry.ts";
export { handedTo, longestHolder, type Holding } from "./holding.ts";
export type { Kind } from "./kind.ts";
export {
  headerOf,
  listOfTexts,
  readMessage,
  textsOf,
  type BeginningLetter,
  type MessageLetter,
  type Unopenable,
} from "./letters.ts";
export { GRACE, listen } from "./listen.ts";
export { openKind, owedNow, standingOn, type PublicMatter } from "./open-kind.ts";
export { replay } from "./replay.ts";
export type { Committee, Duty, Given, Person, Rules, Setting, Watch } from "./rules.ts";
export type { EntryOf, EventOf, Matter, MatterState, Owing, StateOf } from "./state.ts";
export { stepsOf, type Step } from "./steps.ts";
export { nextInLine, reassign, tick, whenGone, whenMissed } from "./tick.ts";
export type { EntryAnswer, OlderHeader, Owed, Recorded, SaltedText, SealedBeginning, SealedThread } from "./thread.ts";
export type { Claim, Witness } from "./witness.ts";
export { wrapHashFor } from "./wraps.ts";
