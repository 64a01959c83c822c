/* What whoever signs people in shares. An entry of its own: what lets people speak namelessly never comes near it. */
export { checkPassword, hashPassword } from "./password.ts";
export { findSession, hashToken, newToken, SESSION_IDLE, SESSION_LONGEST, startSession } from "./sessions.ts";
export { endAllSessions, endOtherSessions, endSession, otherSessions, type Subject } from "./store-sessions.ts";
export { spentWork, type SpentWork } from "./spent-work.ts";
export { tries, type Tries } from "./tries.ts";
export { turnstile, type Turnstile } from "./turnstile.ts";
