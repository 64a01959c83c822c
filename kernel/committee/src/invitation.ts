import {
  concatBytes,
  fromBase64,
  isPublicKey,
  jsonLine,
  NoteError,
  publicKey,
  sha256,
  signBytes,
  signNote,
  toBase64,
  toHex,
  toUtf8,
  verifyBytes,
  type Seed,
  type Verify,
} from "@niuniu/note";
import { activeMembers, checkGuest, type Member, type Named, type Roster, RosterError } from "@niuniu/roster";
import {
  day,
  everybody,
  fieldsBy,
  hash,
  malformed,
  matching,
  NAMED,
  parsed,
  type Reader,
  sameKeys,
  signersOf,
  sized,
  splitText,
} from "@niuniu/roster/reading";

/** What a member signs when they invite somebody, once its shape has been checked (roster.md §6). */
export type Invitation = Named & {
  readonly niuniu: "invitation v1";
  /** Hash of the text of statement 1: an invitation counts in one house only. */
  readonly first: string;
  /** The day it was made, "YYYY-MM-DD". */
  readonly date: string;
  /** The link's public key, base64: whoever opened the link signs with it for the keys they made. */
  readonly key: string;
  /** Hash of the link's token, by which a server knows the link, lower-case hexadecimal. */
  readonly token: string;
};

/** What follows from the secret of a link: the token a server is shown, and the seed it never learns of. */
export type Link = { readonly token: string; readonly seed: Seed };

/** Somebody who has made keys, with what a server shows for them: the invitation, and the signature of its link's key. */
export type Candidate = Member & { readonly invitation: string | null; readonly link: string | null };

/**
 * How somebody comes to be proposed, as far as signatures tell. `invited`: by a member who counts, and with the link's own
 * signature for exactly these keys. `returning`: these keys stood in the chain before. All others are not to be signed
 * for: `former`, invited by somebody who counts no more; `other-keys`, whoever opened the link did not sign for these;
 * `nobody`, no invitation for this person by anybody of the chain.
 */
export type Origin =
  | { readonly kind: "invited" | "former" | "other-keys"; readonly by: Member; readonly date: string }
  | { readonly kind: "returning" | "nobody" };

const SECRET = 32;
const LONGEST_TEXT = 4_000;

function derived(label: string, secret: Uint8Array): Uint8Array {
  return sha256(concatBytes(toUtf8(`niuniu link ${label} v1\n`), secret));
}

/**
 * The two halves of a link from its secret of 32 random bytes. Whoever knows the token can use the link up, and cannot sign
 * for keys. Another length is RosterError "roster/malformed".
 */
export function linkOf(secret: Uint8Array): Link {
  if (secret.length !== SECRET) throw malformed("secret of a link");
  return { token: toHex(derived("token", secret)), seed: derived("key", secret) };
}

function write({ niuniu, first, date, id, name, role, side, unit, key, token }: Invitation): string {
  return jsonLine({ niuniu, first, date, id, name, role, side, unit, key, token });
}

const SHAPE = {
  niuniu: matching(/^invitation v1$/) as Reader<Invitation["niuniu"]>,
  first: hash,
  date: day,
  ...NAMED,
  key: sized(32),
  token: hash,
};

function read(text: string): Invitation {
  const invitation: Invitation = parsed(text, LONGEST_TEXT, "invitation", fieldsBy(SHAPE));
  if (write(invitation) !== text) throw malformed("another spelling");
  return invitation;
}

/** The signed note by which a member of the chain invites somebody. RosterError for what no desk would accept. */
export function invite(
  roster: Roster,
  guest: Named & Pick<Invitation, "date">,
  secret: Uint8Array,
  by: { readonly id: string; readonly seed: Seed },
): string {
  checkGuest(guest);
  const { token, seed } = linkOf(secret);
  const key = toBase64(publicKey(seed));
  const tokenHash = toHex(sha256(toUtf8(token)));
  const text = write({ ...guest, niuniu: "invitation v1", first: roster.hashes[0] ?? "", key, token: tokenHash });
  const note = signNote(text, [{ name: by.id, seed: by.seed }]);
  checkInvitation(roster, note, roster.newest.members);
  return note;
}

/**
 * An invitation and which of `signers` signed it; nobody else may have. It trusts only the keys of the signers, and says
 * nothing of who opened the link. RosterError for any other shape, signature, or house (roster.md §6).
 */
export function checkInvitation(
  roster: Roster,
  note: string,
  signers: readonly Member[],
  verify: Verify = verifyBytes,
): { readonly invitation: Invitation; readonly by: Member } {
  const invitation = read(splitText(note));
  const [id, ...more] = signersOf(note, signers, verify);
  if (more.length > 0) throw new RosterError("roster/repeated-signature", "two people sign one invitation");
  const by = signers.find((member) => member.id === id);
  if (by === undefined) throw new RosterError("roster/foreign-signature", "signed by nobody of these");
  if (invitation.first !== roster.hashes[0]) throw new RosterError("roster/first", "an invitation to another house");
  if (!isPublicKey(fromBase64(invitation.key)))
    throw new RosterError("roster/key", "the link's key is not a public key");
  return { invitation, by };
}

type Keys = Pick<Member, "id" | "recipient" | "key">;

function linkText({ id, recipient, key }: Keys): Uint8Array {
  return toUtf8(`niuniu link v1\n${id}\n${recipient}\n${key}\n`);
}

/** The signature (base64) of a link's key for keys that were made by whoever opened it, for exactly this id. */
export function linkSign(seed: Seed, keys: Keys): string {
  return toBase64(signBytes(seed, linkText(keys)));
}

/** Says whether the key of this link (base64) signed for exactly these keys. Whatever is no signature did not. */
export function isLinkSigned(linkKey: string, keys: Keys, signature: string, verify: Verify = verifyBytes): boolean {
  try {
    return verify(fromBase64(linkKey), linkText(keys), fromBase64(signature));
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}

function isFor(invitation: Invitation, candidate: Candidate): boolean {
  return (["id", "name", "role", "side", "unit"] as const).every((field) => invitation[field] === candidate[field]);
}

/**
 * Where somebody comes from whom a server shows as waiting, or a draft as joining. It trusts the chain and no word of the
 * server's: whatever is missing, altered or signed by somebody else is "nobody". `now` is in ms since epoch.
 */
export function originOf(roster: Roster, candidate: Candidate, now: number, verify: Verify = verifyBytes): Origin {
  const { statements } = roster;
  if (statements.some(({ members }) => members.some((member) => sameKeys(member, candidate)))) {
    return { kind: "returning" };
  }
  const signedBy = (signers: readonly Member[]): ReturnType<typeof checkInvitation> | null => {
    try {
      return candidate.invitation === null ? null : checkInvitation(roster, candidate.invitation, signers, verify);
    } catch (error) {
      if (error instanceof RosterError) return null;
      throw error;
    }
  };
  const active = signedBy(activeMembers(roster, now));
  const found = active ?? signedBy(everybody(roster));
  if (found === null || !isFor(found.invitation, candidate)) return { kind: "nobody" };
  const { by, invitation } = found;
  const kept = isLinkSigned(invitation.key, candidate, candidate.link ?? "", verify);
  return { kind: !kept ? "other-keys" : active === null ? "former" : "invited", by, date: invitation.date };
}
