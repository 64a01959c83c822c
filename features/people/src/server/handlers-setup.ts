import { fromHex, toBase64 } from "@niuniu/note";
import { proposeFirst } from "@niuniu/roster";
import { endAllSessions, hashPassword, hashToken, newToken } from "@niuniu/host/sign-in";
import { Refused } from "@niuniu/wire";
import type { AcceptRequest, BeginAnswer, BeginRequest, Seat, Session, SetupState } from "../routes.ts";
import {
  checkMayBegin,
  checkNames,
  checkNewPassword,
  checkSeats,
  INVITATION_LASTS,
  memberId,
  quorumOf,
  setupStage,
  WORK,
} from "../rules.ts";
import { tellAsked } from "./asked.ts";
import type { Context } from "./context.ts";
import { inviterOf, readLink } from "./invitation.ts";
import { readKeys, readPhraseFile } from "./key-files.ts";
import { startMemberSession } from "./member-sessions.ts";
import {
  addAccount,
  addSeat,
  clearSeats,
  closeInvitation,
  loadSeats,
  removeAccount,
  replaceInvitation,
  seatOfInvitation,
  spendInvitation,
  type SeatRow,
} from "./store-accounts.ts";
import {
  lockCommittee,
  loadDrafts,
  loadSetup,
  loadStatements,
  nameOrganisation,
  openDraft,
  removeDrafts,
} from "./store-statements.ts";
import { hostTx, type PeopleDb } from "./tables.ts";

const YEAR = 365 * 86_400_000;

/** The organisation's name: as the newest statement says, before that as set-up was told. */
async function organisationOf({ db, roster }: Context): Promise<string> {
  const current = await roster.current();
  return current?.newest.organisation ?? (await loadSetup(db))?.organisation ?? "";
}

/** Names the founders and gives each an invitation. Whatever an earlier beginning left is gone. */
export async function begin({ db, host }: Context, { organisation, seats }: BeginRequest): Promise<BeginAnswer> {
  checkSeats(seats);
  checkNames(organisation, seats);
  const taken = new Set<string>();
  const named = seats.map((seat) => {
    const id = memberId(seat.name, taken);
    taken.add(id);
    return { ...seat, id, token: newToken(host.random) };
  });
  await db.transaction().execute(async (tx) => {
    // The set-up row is gone once statement 1 is in force, even if that was a moment ago.
    checkMayBegin((await loadSetup(tx, true)) === null ? "open" : "empty");
    await clearSeats(tx, host.now());
    await endAllSessions(hostTx(tx), "member");
    await nameOrganisation(tx, organisation);
    for (const { token, ...seat } of named) {
      await addSeat(tx, seat, { hash: hashToken(token), ends: host.now() + INVITATION_LASTS, note: null });
    }
  });
  return { invitations: named.map(({ id, name, token }) => ({ id, name, token })) };
}

/** How set-up stands, with the public keys that are compared in person. */
export async function setup({ db, host }: Context): Promise<SetupState> {
  const [row, seats, [draft], statements] = await Promise.all([
    loadSetup(db),
    loadSeats(db, host.now()),
    loadDrafts(db),
    loadStatements(db),
  ]);
  return {
    stage: setupStage({ seats: seats.length, draft: draft !== undefined, statements: statements.length }),
    organisation: row?.organisation ?? "",
    seats: seats.map(({ id, name, role, side, unit, recipient, key, invited }) => ({
      ...{ id, name, role, side, unit, invited },
      ready: key !== null,
      signed: draft?.lines.has(id) ?? false,
      recipient: recipient === null ? null : toBase64(recipient),
      key: key === null ? null : toBase64(key),
    })),
  };
}

const newInvitation = (token: string, now: number): Parameters<typeof replaceInvitation>[2] => ({
  hash: hashToken(token),
  ends: now + INVITATION_LASTS,
  now,
});

/** The seat of a founder who has no keys yet. */
async function seatWithoutKeys(tx: PeopleDb, id: string, now: number): Promise<void> {
  checkMayBegin((await loadSetup(tx, true)) === null ? "open" : "inviting");
  const seat = (await loadSeats(tx, now)).find((each) => each.id === id);
  if (seat === undefined) throw new Refused("people/unknown-seat");
  if (seat.key !== null) throw new Refused("people/seat-has-keys");
}

/** Takes back the invitation of a founder who has no keys yet; the seat waits for another one. */
export async function cancelInvitation({ db, host }: Context, id: string): Promise<null> {
  await db.transaction().execute(async (tx) => {
    await seatWithoutKeys(tx, id, host.now());
    await closeInvitation(tx, id, host.now());
  });
  return null;
}

/** Replaces a lost invitation of a founder who has no keys yet, or gives one where it was taken back. */
export async function reinvite({ db, host }: Context, id: string): Promise<{ readonly token: string }> {
  const token = newToken(host.random);
  await db.transaction().execute(async (tx) => {
    await seatWithoutKeys(tx, id, host.now());
    await replaceInvitation(tx, id, newInvitation(token, host.now()));
  });
  return { token };
}

/** Throws away what was made for a founder's seat, with the draft that names it, and gives a new invitation. */
export async function restartSeat({ db, host }: Context, id: string): Promise<{ readonly token: string }> {
  const token = newToken(host.random);
  await db.transaction().execute(async (tx) => {
    checkMayBegin((await loadSetup(tx, true)) === null ? "open" : "inviting");
    if (!(await loadSeats(tx, host.now())).some((each) => each.id === id)) throw new Refused("people/unknown-seat");
    await removeAccount(tx, id);
    await removeDrafts(tx);
    // Nobody goes on with a session for keys that are gone; the other founders sign in with what they have.
    await endAllSessions(hostTx(tx), "member");
    await replaceInvitation(tx, id, newInvitation(token, host.now()));
  });
  host.changes.publish(["people"]);
  return { token };
}

/** What an invitation opens. `invitation` is the hash of its token, hex. */
export async function invited(
  context: Context,
  invitation: string,
): Promise<{ readonly organisation: string; readonly seat: Seat & { readonly id: string } }> {
  const found = await seatOfInvitation(context.db, fromHex(invitation), context.host.now());
  if (found === null) throw new Refused("people/invitation-over");
  const { id, name, role, side, unit } = found;
  return { organisation: await organisationOf(context), seat: { id, name, role, side, unit } };
}

/** The text of statement 1, once every founder has keys. */
function composeFirst({ host }: Context, organisation: string, seats: readonly SeatRow[]): string {
  const now = host.now();
  const { policy, calendar } = host.rules.own().hashes;
  const base64 = (bytes: Buffer | null): string => toBase64(bytes ?? new Uint8Array());
  return proposeFirst({
    organisation,
    date: host.dayOf(now),
    effective: now,
    validUntil: new Date(now + YEAR).toISOString().slice(0, 10),
    quorum: quorumOf(seats.length),
    policy,
    calendar,
    witnesses: [],
    log: host.record.log.vkey,
    members: seats.map(({ id, name, role, side, unit, line, serves, appointed, from, until, ...keys }) => {
      const { recipient, key, self } = keys;
      const named = { id, name, role, side, unit, line, serves, appointed, from, until };
      return { ...named, recipient: base64(recipient), key: base64(key), self: base64(self) };
    }),
  });
}

async function openFirstDraft(context: Context, tx: PeopleDb, organisation: string): Promise<void> {
  const seats = await loadSeats(tx, context.host.now());
  if (seats.some(({ key }) => key === null)) return;
  // Seats of a server that did not ask so much yet: nobody could sign for such names.
  checkNames(organisation, seats);
  await openDraft(tx, {
    text: composeFirst(context, organisation, seats),
    proposer: "server",
    ends: null,
    reason: null,
  });
}

/** Whoever was invited waits for a statement that names them: the member whose invitation it was hears of it. */
async function tellInviter(
  context: Context,
  tx: PeopleDb,
  { id, note }: { readonly id: string; readonly note: string | null },
): Promise<void> {
  const { host, roster } = context;
  const current = await roster.current(tx);
  const inviter = current === null ? null : inviterOf(current, note, { now: host.now(), verify: host.verify });
  if (inviter !== null) await tellAsked(context, tx, { what: "joined", of: id, ends: null }, [inviter]);
}

/** Takes the keys an invited person made in the own browser, and signs them in. */
export async function accept(context: Context, invitation: string, request: AcceptRequest): Promise<Session> {
  const { db, host, hashing, roster } = context;
  const hash = fromHex(invitation);
  const seat = await seatOfInvitation(db, hash, host.now());
  if (seat === null) throw new Refused("people/invitation-over");
  const keys = readKeys(seat.id, request, host.verify);
  const link = readLink(await roster.current(), seat, request, { now: host.now(), verify: host.verify });
  const phraseFile = readPhraseFile(request.phraseFile);
  checkNewPassword(request.password);
  const password = await hashing(() => hashPassword(request.password, host.random), WORK.least);
  if (password === null) throw new Refused("host/busy");
  const session = await db.transaction().execute(async (tx) => {
    // One acceptance after another: the last one writes the statement of all.
    const founding = await loadSetup(tx, true);
    await lockCommittee(tx);
    if (!(await spendInvitation(tx, seat.id, hash))) throw new Refused("people/invitation-over");
    const account = { id: seat.id, ...keys, phraseFile, password, link };
    if (!(await addAccount(tx, account))) throw new Refused("people/keys-taken");
    if (founding !== null) await openFirstDraft(context, tx, founding.organisation ?? "");
    await tellInviter(context, tx, seat);
    return startMemberSession(host, seat.id, hostTx(tx));
  });
  host.changes.publish(["people"]);
  return session;
}
