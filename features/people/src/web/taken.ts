import { splitNote } from "@niuniu/note";
import { call } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import { committee, roster } from "../routes.ts";
import { idIn } from "./committee/invitation.ts";

/*
 * Whether something signed is to be seen where it should be, by an answer of its own. The log promises nothing for these: a
 * statement stands in the record once it is in force, an absence with the cases it moves.
 */

/** The statement's text and this member's own line: the draft holds both, or it is in force by now. */
export async function isSigned(ask: Ask, note: string, id: string): Promise<boolean> {
  const { text } = splitNote(note);
  const own = note.split("\n").find((line) => line.startsWith(`— ${id} `)) ?? note;
  const { drafts } = await ask(committee, undefined);
  if (drafts.some((draft) => draft.note.startsWith(text) && draft.note.includes(`\n${own}\n`))) return true;
  const { statements } = await call(roster, undefined);
  return statements.some((one) => one.startsWith(text));
}

/** This member has no draft open any more. */
export const isWithdrawn = async (ask: Ask, id: string): Promise<boolean> =>
  !(await ask(committee, undefined)).drafts.some(({ by }) => by === id);

/** Somebody is invited, or has made keys, under the id that this invitation gives. */
export async function isInvited(ask: Ask, note: string): Promise<boolean> {
  const id = idIn(note);
  const { invited, newcomers } = await ask(committee, undefined);
  return invited.some((one) => one.id === id) || newcomers.some((one) => one.invitation === note);
}

/** Nobody waits under this id any more. */
export const isCancelled = async (ask: Ask, id: string): Promise<boolean> =>
  !(await ask(committee, undefined)).invited.some((one) => one.id === id);
