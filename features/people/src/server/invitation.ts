import { fromBase64, type Verify } from "@niuniu/note";
import { checkInvitation, originOf, type Invitation } from "@niuniu/committee";
import { activeMembers, checkGuest, RosterError, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import type { AcceptRequest, Seat } from "../routes.ts";
import { checkInvitedOn, unclearCode } from "../rules.ts";

/**
 * Reads the note by which this member invites somebody today. Refused "people/unsound-invitation" for any other form, house
 * or day, and if it is not signed by this member, who counts, and by nobody else; with the field, if it names somebody
 * unclearly.
 */
export function readInvitation(
  roster: Roster,
  note: string,
  by: { readonly member: string; readonly now: number; readonly today: string },
  verify: Verify,
): Invitation {
  const signers = activeMembers(roster, by.now).filter(({ id }) => id === by.member);
  try {
    const { invitation } = checkInvitation(roster, note, signers, verify);
    checkInvitedOn(invitation.date, by.today);
    checkGuest(invitation);
    return invitation;
  } catch (error) {
    if (error instanceof RosterError)
      throw new Refused(unclearCode(error) ?? "people/unsound-invitation", { rule: error.code });
    throw error;
  }
}

/** Who of the members that count invited somebody by this note; null where none of them did. */
export function inviterOf(
  roster: Roster,
  note: string | null,
  by: { readonly now: number; readonly verify: Verify },
): string | null {
  try {
    return note === null ? null : checkInvitation(roster, note, activeMembers(roster, by.now), by.verify).by.id;
  } catch (error) {
    if (error instanceof RosterError) return null;
    throw error;
  }
}

/**
 * What the link's own key signed for these keys, in bytes; null where no member signed for the link. Refused
 * "people/unsound-keys" if they were not made with it: every desk would warn of them.
 */
export function readLink(
  roster: Roster | null,
  seat: Seat & { readonly id: string; readonly note: string | null },
  given: Pick<AcceptRequest, "recipient" | "key" | "self" | "link">,
  by: { readonly now: number; readonly verify: Verify },
): Uint8Array | null {
  const { note: invitation, ...named } = seat;
  if (roster === null || invitation === null) return null;
  const { link = null, ...keys } = given;
  const { kind } = originOf(roster, { ...named, ...keys, invitation, link }, by.now, by.verify);
  if (kind === "other-keys" || link === null) throw new Refused("people/unsound-keys");
  return fromBase64(link);
}
