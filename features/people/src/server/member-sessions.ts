import { type Host, type Tx } from "@niuniu/host";
import { startSession, type Subject } from "@niuniu/host/sign-in";
import type { Session } from "../routes.ts";

/** Whose sessions those of a member are, as the host keeps them. */
export const ofMember = (member: string): Subject => ({ audience: "member", subject: member });

/** Opens a session for a member. */
export async function startMemberSession(
  { db, now, random }: Pick<Host, "db" | "now" | "random">,
  member: string,
  tx: Host["db"] | Tx = db,
): Promise<Session> {
  return { token: await startSession(tx, ofMember(member), { now: now(), random }), member };
}
