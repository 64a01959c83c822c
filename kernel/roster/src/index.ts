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
export { RosterError, type RosterErrorCode } from "./roster-error.ts";
export {
  fingerprint,
  isSelfSigned,
  readStatement,
  selfSign,
  statementHash,
  writeStatement,
  type Member,
  type Side,
  type Statement,
} from "./statement.ts";
