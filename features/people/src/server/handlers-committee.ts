import { otherSessions, SESSION_IDLE, SESSION_LONGEST } from "@niuniu/host/sign-in";
import { fromHex, toBase64, toHex, type Verify } from "@niuniu/note";
import { readAbsence } from "@niuniu/committee";
import { RosterError, type Member, type Roster } from "@niuniu/roster";
import { Refused, type RosterAnswer } from "@niuniu/wire";
import { awayChanged, mayBeAway } from "../moments.ts";
import type { Committee, Me, Newcomer } from "../routes.ts";
import { awayFrom, awayOn, checkAways, MOST_ABSENCES, MOST_SHORTENED, spansAway, type Away } from "../away.ts";
import { INVITATION_LASTS, MOST_INVITATIONS } from "../rules.ts";
import type { Context } from "./context.ts";
import { draftAnswer } from "./draft.ts";
import type { MemberCaller } from "./handlers-sign-in.ts";
import { inviterOf, readInvitation } from "./invitation.ts";
import { ofMember } from "./member-sessions.ts";
import {
  addSeat,
  closeInvitation,
  isClosed,
  isLinkKnown,
  loadAccount,
  loadPasskeys,
  loadSeats,
  type SeatRow,
} from "./store-accounts.ts";
import { loadAdopted } from "./store-resolutions.ts";
import {
  addAbsence,
  countAbsences,
  loadDrafts,
  loadEveryAbsence,
  loadStatements,
  lockCommittee,
  removeAbsences,
} from "./store-statements.ts";

const HOUR = 3_600_000;

/**
 * What everybody may read, exactly as it is stored: the reader's own check is the one that counts. The clock is given
 * to the hour, so that the answer is the same for everyone and a cached copy does not tell when it was fetched.
 */
export async function roster({ db, host }: Context): Promise<RosterAnswer> {
  const statements = await loadStatements(db);
  const now = Math.floor(host.now() / HOUR) * HOUR;
  const newest = statements.at(-1);
  if (newest === undefined) return { statements, ...host.rules.own().texts, now };
  const { policy, calendar } = hashesOf(newest);
  const texts = await host.rules.find([policy, calendar]);
  return { statements, policy: texts.get(policy) ?? "", calendar: texts.get(calendar) ?? "", now };
}

/** The hashes a stored statement names, unchecked; empty if it is not readable. */
const MINUTE = 60_000;

function hashesOf(note: string): { readonly policy: string; readonly calendar: string } {
  try {
    const { policy, calendar } = JSON.parse(note.slice(0, note.indexOf("\n"))) as Record<string, unknown>;
    if (typeof policy === "string" && typeof calendar === "string") return { policy, calendar };
  } catch {
    // What is stored is served all the same: the page says that it does not hold together.
  }
  return { policy: "", calendar: "" };
}

/** What a signed-in person's own page needs: their keys and files, and how the statement names them. */
export async function me({ db, host, roster: keeper }: Context, { member, session }: MemberCaller): Promise<Me> {
  const today = host.dayOf(host.now());
  const [account, passkeys, absences, current, sessions] = await Promise.all([
    loadAccount(db, member),
    loadPasskeys(db, member),
    loadEveryAbsence(db),
    keeper.current(),
    otherSessions(host.db, ofMember(member), fromHex(session), host.now()),
  ]);
  if (account === null) throw new Refused("people/session-over");
  const named = current?.newest.members.find(({ id }) => id === member) ?? account;
  return {
    member,
    name: named.name,
    role: named.role,
    recipient: toBase64(account.recipient),
    key: toBase64(account.key),
    phraseFile: toBase64(account.phraseFile),
    passkeys: passkeys.map(({ id, label, file }) => ({ id, label, file: file === null ? null : toBase64(file) })),
    sessions: sessions.map(({ hash, ends, idleEnds }) => ({
      session: toHex(hash),
      since: ends - SESSION_LONGEST,
      used: Math.floor((idleEnds - SESSION_IDLE) / MINUTE) * MINUTE,
    })),
    away: spansAway(absences, { member, today }),
  };
}

/** Somebody with keys as the desk checks them; nobody while there are none. */
function newcomerOf({ id, name, role, side, unit, recipient, key, self, note, link }: SeatRow): readonly Newcomer[] {
  if (recipient === null || key === null || self === null) return [];
  const keys = { recipient: toBase64(recipient), key: toBase64(key), self: toBase64(self) };
  return [{ id, name, role, side, unit, ...keys, invitation: note, link: link === null ? null : toBase64(link) }];
}

/** The drafts, who waits to be named, who is invited, who is away. */
export async function committee({ db, host, roster: keeper }: Context): Promise<Committee> {
  const now = host.now();
  const [drafts, seats, absences, current] = await Promise.all([
    loadDrafts(db),
    loadSeats(db, now),
    loadEveryAbsence(db),
    keeper.current(),
  ]);
  const ever = new Set(current?.statements.flatMap(({ members }) => members.map(({ id }) => id)));
  return {
    drafts: drafts.filter(({ ends }) => ends === null || ends > now).map(draftAnswer),
    newcomers: seats.filter(({ id }) => !ever.has(id)).flatMap(newcomerOf),
    invited: seats
      .filter(({ invited }) => invited)
      .map(({ id, name, role, side, unit, note }) => ({ id, name, role, side, unit, invitation: note })),
    ids: seats.map(({ id }) => id),
    absences: awayFrom(absences, host.dayOf(now)).map(({ note }) => note),
    log: host.record.log.vkey,
    rules: host.rules.own().texts,
    adopted: await adoptedRules({ db, host }, current),
  };
}

/** So many texts that wait to be put in force are offered. */
const MOST_OFFERED = 20;

/** What was adopted and is not in force: the texts, and the votes that say so. */
async function adoptedRules(
  { db, host }: Pick<Context, "db" | "host">,
  current: Roster | null,
): Promise<Committee["adopted"]> {
  const all = await loadAdopted(db, MOST_OFFERED);
  const waiting = all.filter(({ proposal: { kind, text } }) => current?.newest[kind] !== text);
  const texts = await host.rules.find(waiting.map(({ proposal }) => proposal.text));
  return waiting.map(({ line, proposal, votes }) => {
    return { proposal: line, votes: [...votes.values()], text: texts.get(proposal.text) ?? "" };
  });
}

/**
 * Keeps a member's signed invitation, by whose link somebody makes keys. They become a member only by a statement that
 * names them.
 */
export async function invite(
  { db, host, roster: keeper }: Context,
  { member }: MemberCaller,
  note: string,
): Promise<null> {
  const current = await keeper.current();
  if (current === null) throw new Refused("people/not-yet-member");
  const now = host.now();
  const invitation = readInvitation(current, note, { member, now, today: host.dayOf(now) }, host.verify);
  await db.transaction().execute(async (tx) => {
    await lockCommittee(tx);
    const seats = await loadSeats(tx, now);
    if (seats.filter(({ invited }) => invited).length >= MOST_INVITATIONS)
      throw new Refused("people/too-many-invitations");
    const open = { hash: fromHex(invitation.token), ends: now + INVITATION_LASTS, note };
    // Whoever was told that this link is closed is not let in by it after all.
    if (await isClosed(tx, open.hash, now)) throw new Refused("people/invitation-closed");
    // Who made keys by a link once may not come in by it as somebody else.
    if (await isLinkKnown(tx, invitation.token, invitation.id)) throw new Refused("people/link-used");
    if (!(await addSeat(tx, invitation, open))) throw new Refused("people/id-taken");
  });
  host.changes.publish(["people"]);
  return null;
}

/** Takes an invitation back that a member made: whoever made it, or anybody once they are no active member. */
export async function cancelInvite(
  { db, host, roster: keeper }: Context,
  { member }: MemberCaller,
  id: string,
): Promise<null> {
  const current = await keeper.current();
  const now = host.now();
  await db.transaction().execute(async (tx) => {
    await lockCommittee(tx);
    const seat = (await loadSeats(tx, now)).find((each) => each.id === id && each.invited);
    if (current === null || seat === undefined) throw new Refused("people/unknown-seat");
    const by = inviterOf(current, seat.note, { now, verify: host.verify });
    if (by !== null && by !== member) throw new Refused("people/not-your-invitation");
    await closeInvitation(tx, id, now);
  });
  host.changes.publish(["people"]);
  return null;
}

function signedBy(signer: Member, note: string, verify: Verify): Away {
  try {
    return readAbsence(note, [signer], verify);
  } catch (error) {
    throw error instanceof RosterError ? new Refused("people/unsound-absence") : error;
  }
}

/**
 * Keeps signed absences and has the member's cases moved; if that is refused, none of them is kept. What leaves fewer days away than there were
 * is refused by nobody.
 */
export async function absence(
  { db, host, roster: keeper }: Context,
  { member }: MemberCaller,
  notes: readonly string[],
): Promise<null> {
  const current = await keeper.current();
  const signer = current?.newest.members.find(({ id }) => id === member);
  if (signer === undefined) throw new Refused("people/not-yet-member");
  const given = notes.map((note) => ({ note, ...signedBy(signer, note, host.verify) }));
  const today = host.dayOf(host.now());
  const { numbers, shortens } = await db.transaction().execute(async (tx) => {
    const count = await countAbsences(tx, member, today);
    const come = checkAways(await loadEveryAbsence(tx), given, { member, today });
    // Notes are kept for good and sent to those who check them: nobody may make that long for everybody. What is taken back counts on.
    const most = come.shortens ? MOST_SHORTENED : MOST_ABSENCES;
    if (count + given.length > most && !(come.shortens && come.ends)) throw new Refused("people/too-many-absences");
    const numbers: number[] = [];
    for (const away of given) numbers.push(await addAbsence(tx, { member, ...away }));
    return { numbers, shortens: come.shortens };
  });
  try {
    const hindrance = shortens ? null : await host.ask(mayBeAway, member);
    if (hindrance !== null) throw hindrance;
    await host.tell(awayChanged, member);
  } catch (error) {
    await removeAbsences(db, member, numbers);
    throw error;
  }
  host.changes.publish(["people"]);
  return null;
}

/** Who is away at an instant, by the signed note of theirs that stands on its day. */
export async function absentAt({ db, host }: Context, now: number): Promise<ReadonlySet<string>> {
  return new Set(awayOn(await loadEveryAbsence(db), host.dayOf(now)));
}
