import { checkPassword, endOtherSessions, endSession, hashPassword } from "@niuniu/host/sign-in";
import { fromHex, toUtf8 } from "@niuniu/note";
import { isClear } from "@niuniu/roster";
import { checkWork } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import { z } from "zod";
import type { Proof, Session, Work } from "../routes.ts";
import { checkNewPassword, MOST_PASSKEYS, triedHash, WORK, workAfter, workForRoom } from "../rules.ts";
import type { Context } from "./context.ts";
import { authenticationResponse, registrationResponse } from "./doors.ts";
import { readPasskeyFile } from "./key-files.ts";
import { checkRegistration, checkSignIn, registerOptions, signInOptions, type Place } from "./passkeys.ts";
import { ofMember, startMemberSession } from "./member-sessions.ts";
import {
  addPasskey,
  advanceCounter,
  loadAccount,
  loadPasskey,
  loadPasskeys,
  passwordOf,
  removePasskey,
  setPassword,
  spendChallenge,
} from "./store-accounts.ts";
import { hostTx } from "./tables.ts";

/** Who calls a member's route. */
export interface MemberCaller {
  readonly member: string;
  readonly session: string;
}

async function openSession({ host, roster }: Context, member: string): Promise<Session> {
  if ((await roster.standing(member, host.now())) === "former") throw new Refused("people/no-longer-member");
  return startMemberSession(host, member);
}

/** A password somebody gives for a name, with the work they did for it. */
interface Tried {
  readonly member: string;
  readonly password: string;
  readonly work?: Work;
}

/** The bits of work shown for this name and this password: 0 if none, not ours, too old, wrong or used before. */
function provenBits({ host, spent }: Context, { member, password, work }: Tried): number {
  const bits = work === undefined ? null : host.load.bitsOf(work.challenge);
  if (work === undefined || bits === null) return 0;
  if (!checkWork(toUtf8(work.challenge), triedHash(member, password), work.counter, bits)) return 0;
  return spent.spend(member, work, host.now()) ? bits : 0;
}

function workNeeded({ host }: Context, least: number): Refused {
  const { bits, challenge } = host.load.demand(least);
  return new Refused("people/work-needed", { bits, challenge });
}

/**
 * True if the password is this member's. Takes the same time for nobody, and counts for the name before it is checked.
 * Refused "people/work-needed" after failures, or while there is no room to check it.
 */
async function passwordHolds(context: Context, tried: Tried): Promise<boolean> {
  const { db, host, tries, hashing } = context;
  const { member, password } = tried;
  const proven = provenBits(context, tried);
  const needed = workAfter(tries.failures(member, host.now()));
  if (proven < needed) throw workNeeded(context, needed);
  tries.add(member, host.now());
  const stored = await passwordOf(db, member);
  const holds = await hashing(() => checkPassword(password, stored), proven);
  if (holds === null) throw workNeeded(context, workForRoom(proven));
  if (holds) tries.forget(member);
  return holds;
}

/** Signs in by password. Unknown names and wrong passwords are answered alike, in the same time. */
export async function signIn(context: Context, given: Tried): Promise<Session> {
  if (!(await passwordHolds(context, given))) throw new Refused("people/sign-in-failed");
  return openSession(context, given.member);
}

export async function signOut({ host }: Context, { member, session }: MemberCaller): Promise<null> {
  await endSession(host.db, ofMember(member), fromHex(session));
  return null;
}

/** Ends another session of the member, or all others. Refused "people/unknown-session" where it is not theirs, or over. */
export async function sessionEnd(
  { host: { db } }: Context,
  { member, session: own }: MemberCaller,
  session: string | null,
): Promise<null> {
  if (session === null) await endOtherSessions(db, ofMember(member), fromHex(own));
  else if (session === own || !(await endSession(db, ofMember(member), fromHex(session)))) {
    throw new Refused("people/unknown-session");
  }
  return null;
}

/** Changes the password, ends every other session of the member unless they stay, and removes the passkeys named. */
export async function passwordChange(
  context: Context,
  { member, session }: MemberCaller,
  given: {
    readonly old: string;
    readonly new: string;
    readonly work?: Work;
    readonly keepSessions?: true;
    readonly remove?: readonly string[];
  },
): Promise<null> {
  const { db, host, hashing } = context;
  checkNewPassword(given.new);
  const work = given.work === undefined ? {} : { work: given.work };
  if (!(await passwordHolds(context, { member, password: given.old, ...work })))
    throw new Refused("people/wrong-password");
  const password = await hashing(() => hashPassword(given.new, host.random), WORK.least);
  if (password === null) throw new Refused("host/busy");
  await db.transaction().execute(async (tx) => {
    await setPassword(tx, member, password);
    for (const id of given.remove ?? []) await removePasskey(tx, member, id);
    if (given.keepSessions !== true) await endOtherSessions(hostTx(tx), ofMember(member), fromHex(session));
  });
  return null;
}

function placeOf({ host }: Context, name = "Niuniu"): Place {
  return { origin: host.origin, name };
}

/** The answer of an authenticator in the form of this schema, or Refused "people/passkey-failed". */
function readResponse<T>(schema: z.ZodType<T>, response: unknown): T {
  const read = schema.safeParse(response);
  if (!read.success) throw new Refused("people/passkey-failed");
  return read.data;
}

/** A response as the library wants it: extension results stay in the browser, they may hold the PRF secret. */
function forLibrary<T extends object>(response: T) {
  return { ...response, clientExtensionResults: {} };
}

export async function passkeyAsk(context: Context): Promise<{ readonly ceremony: string; readonly options: unknown }> {
  const { ceremony, challenge } = context.ceremonies.begin("sign-in", context.host.now());
  return { ceremony, options: await signInOptions(placeOf(context), challenge) };
}

interface Answered {
  readonly ceremony: string;
  readonly response?: unknown;
}

/** Whose passkey answered this ceremony, now and for the first time. Refused "people/passkey-failed". */
async function whoAnswered(context: Context, given: Answered): Promise<string> {
  const { db, host, ceremonies } = context;
  const { challenge, hash, ends } = ceremonies.resume("sign-in", given.ceremony, host.now());
  const response = forLibrary(readResponse(authenticationResponse, given.response));
  const passkey = await loadPasskey(db, response.id);
  if (passkey === null) throw new Refused("people/passkey-failed");
  const handle = response.response.userHandle;
  const named = handle === undefined || Buffer.from(handle, "base64url").equals(toUtf8(passkey.member));
  if (!named) throw new Refused("people/passkey-failed");
  const counter = await checkSignIn(placeOf(context), challenge, { passkey, response });
  const fresh = await spendChallenge(db, hash, { now: host.now(), ends });
  if (!fresh || !(await advanceCounter(db, passkey, counter))) throw new Refused("people/passkey-failed");
  return passkey.member;
}

/** Signs in by a passkey that names its member itself. */
export async function passkeySignIn(context: Context, given: Answered): Promise<Session> {
  return openSession(context, await whoAnswered(context, given));
}

/** Refused "people/wrong-password" or "people/passkey-failed" unless the member who is signed in is there now. */
async function proveAnew(context: Context, member: string, proof: Proof): Promise<void> {
  if ("password" in proof) {
    if (!(await passwordHolds(context, { member, ...proof }))) throw new Refused("people/wrong-password");
  } else if ((await whoAnswered(context, proof)) !== member) throw new Refused("people/passkey-failed");
}

export async function passkeyOffer(
  context: Context,
  { member }: MemberCaller,
  proof: Proof,
): Promise<{ readonly ceremony: string; readonly options: unknown }> {
  await proveAnew(context, member, proof);
  const [account, passkeys] = await Promise.all([loadAccount(context.db, member), loadPasskeys(context.db, member)]);
  if (passkeys.length >= MOST_PASSKEYS) throw new Refused("people/too-many-passkeys");
  const { ceremony, challenge } = context.ceremonies.begin("register", context.host.now(), member);
  const known = passkeys.map(({ id }) => id);
  const options = await registerOptions(
    placeOf(context),
    { id: member, name: account?.name ?? member, known },
    challenge,
  );
  return { ceremony, options };
}

/** Registers a passkey, with the member's keys sealed to it where the authenticator can. */
export async function passkeyAdd(
  context: Context,
  { member }: MemberCaller,
  given: { ceremony: string; response?: unknown; label: string; file: string | null },
): Promise<{ readonly id: string }> {
  const { db, host, ceremonies } = context;
  if (!isClear(given.label)) throw new Refused("people/unclear-label");
  const { challenge, hash, ends } = ceremonies.resume("register", given.ceremony, host.now(), member);
  const file = readPasskeyFile(given.file);
  const response = forLibrary(readResponse(registrationResponse, given.response));
  const made = await checkRegistration(placeOf(context), challenge, response);
  if (!(await spendChallenge(db, hash, { now: host.now(), ends }))) throw new Refused("people/passkey-failed");
  if ((await loadPasskeys(db, member)).length >= MOST_PASSKEYS) throw new Refused("people/too-many-passkeys");
  const added = await addPasskey(db, { ...made, member, label: given.label, file });
  if (!added) throw new Refused("people/passkey-known");
  return { id: made.id };
}

/** Removes a passkey, and ends every other session: it may have opened any of them. */
export async function passkeyRemove(
  context: Context,
  { member, session }: MemberCaller,
  { id, proof }: { readonly id: string; readonly proof: Proof },
): Promise<null> {
  await proveAnew(context, member, proof);
  await context.db.transaction().execute(async (tx) => {
    if (!(await removePasskey(tx, member, id))) throw new Refused("people/unknown-passkey");
    await endOtherSessions(hostTx(tx), ofMember(member), fromHex(session));
  });
  return null;
}
