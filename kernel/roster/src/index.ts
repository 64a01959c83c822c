export {
  activeMembers,
  changesOf,
  checkChain,
  checkDraft,
  checkNext,
  countingOn,
  signaturesMissing,
  standing,
  WAIT,
  waitingMembers,
  type Newcomer,
  type Roster,
  type Signatures,
} from "./chain.ts";
export { countersign, propose, proposeFirst, type Change, type Terms } from "./draft.ts";
export { DUTIES, employersAlone, type Duty, type Serving } from "./duties.ts";
export { coinciding, HANDLING, isServing, serving } from "./serving.ts";
export type { Named, Side } from "./fields.ts";
export { inOffice } from "./in-office.ts";
export { isDatedAway, type Held } from "./dated-away.ts";
export { isHeldLong } from "./held.ts";
export { checkGuest, isClear, isOffice, LONGEST_OFFICE, looksLike } from "./names.ts";
export { keysOf, memberOf, nameOf } from "./people-in.ts";
export { RosterError, type RosterErrorCode } from "./roster-error.ts";
export {
  fingerprint,
  isSelfSigned,
  readStatement,
  seatsOf,
  selfSign,
  statementHash,
  writeStatement,
  type Holder,
  type Member,
  type Statement,
} from "./statement.ts";
