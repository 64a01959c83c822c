export { absencesIn, readAbsence, signAbsence, unableOn, type Absence } from "./absence.ts";
export {
  activeMembers,
  checkChain,
  checkDraft,
  checkNext,
  signaturesMissing,
  standing,
  WAIT,
  waitingMembers,
  type Newcomer,
  type Roster,
  type Signatures,
} from "./chain.ts";
export { countersign, propose, proposeFirst, type Change, type Terms } from "./draft.ts";
export type { Named, Side } from "./fields.ts";
export { isDatedAway, type Held } from "./dated-away.ts";
export { isHeldLong } from "./held.ts";
export {
  checkInvitation,
  invite,
  isLinkSigned,
  linkOf,
  linkSign,
  originOf,
  type Candidate,
  type Invitation,
  type Link,
  type Origin,
} from "./invitation.ts";
export { checkGuest, isClear, looksLike } from "./names.ts";
export { keysOf, memberOf, nameOf } from "./people-in.ts";
export { RosterError, type RosterErrorCode } from "./roster-error.ts";
export {
  fingerprint,
  isSelfSigned,
  readStatement,
  selfSign,
  statementHash,
  writeStatement,
  type Member,
  type Statement,
} from "./statement.ts";
