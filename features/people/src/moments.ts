import { moment, question } from "@niuniu/wire";

/** May a statement with exactly these members (ids) take force? Asked when it is proposed, and again when it is signed. */
export const mayTakeForce = question<readonly string[]>("people/may-take-force");

/** May this member (id) be away, as the absence says that has just been stored? A refusal takes it back. */
export const mayBeAway = question<string>("people/may-be-away");

/** This member (id) has stated an absence, and nobody objected: what they own moves on. */
export const awayChanged = moment<string>("people/away-changed");

/** A statement has taken force. */
export const rosterChanged = moment<undefined>("people/roster-changed");

/** This person (id) was named by the statement before the one that has just taken force, and is not named any more. */
export const personLeft = moment<string>("people/person-left");

/** Something was put to the members, signed, voted on, or taken back: others may be asked now than before. */
export const asksChanged = moment<undefined>("people/asks-changed");
