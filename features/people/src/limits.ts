import { WAIT } from "@niuniu/roster";

/* Numbers that people are told in words and that rules keep to: each is written here, once. */

/** Days for which an invitation can be used, a proposal is open, and those may still vote who have not when it is adopted. */
export const INVITATION_DAYS = 14;
export const PROPOSAL_DAYS = 14;
export const LATE_VOTE_DAYS = 14;
/** The longest absence one note can state, in days, first and last included. */
export const LONGEST_ABSENCE = 60;
/** Characters a password has. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;
/** Characters (UTF-16 units) a reason has at most. */
export const LONGEST_REASON = 1_000;
/** Whole hours that new keys wait. */
export const WAIT_HOURS = WAIT / 3_600_000;
