import { splitNote } from "@niuniu/note";
import { invite } from "@niuniu/committee";
import { type Roster } from "@niuniu/roster";
import { dayIn } from "@niuniu/ui";
import type { Seat } from "../../routes.ts";
import { memberId } from "../../rules.ts";

/** Where somebody is invited to: the chain, every id given on its server, and its clock (ms) and zone. */
interface Place {
  readonly roster: Roster;
  readonly ids: readonly string[];
  readonly now: number;
  readonly zone: string;
}

/** A member's signed invitation for the link with this secret. RosterError for a guest whom no statement could name. */
export function invitation(
  { roster, ids, now, zone }: Place,
  guest: Seat,
  secret: Uint8Array,
  by: { readonly id: string; readonly seed: Uint8Array },
): string {
  const taken = new Set([...ids, ...roster.statements.flatMap(({ members }) => members.map(({ id }) => id))]);
  return invite(roster, { ...guest, id: memberId(guest.name, taken), date: dayIn(now, zone) }, secret, by);
}

/** The sign-in name that an invitation gives. */
export function idIn(note: string): string {
  const { id } = JSON.parse(splitNote(note).text) as { readonly id?: unknown };
  return typeof id === "string" ? id : "";
}
