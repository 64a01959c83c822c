export {
  alarmName,
  LONGEST_ALARM,
  readAlarm,
  readAnswered,
  signAlarm,
  signAnswered,
  type Alarm,
  type Answered,
} from "./alarm.ts";
export { readAbsence, signAbsence, type Absence } from "./absence.ts";
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
export { readMemberNote, signMemberNote, type Frame, type NoteKind } from "./member-note.ts";
export { notesIn, standingOn, unableOn, type MemberNote } from "./notes.ts";
export {
  checkReason,
  checkResolution,
  proposalHash,
  readProposal,
  readVote,
  signVote,
  tally,
  votersOn,
  writeProposal,
  writeResolution,
  type Proposal,
  type Resolution,
  type Vote,
} from "./resolution.ts";
