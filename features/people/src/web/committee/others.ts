import { fromBase64, isPublicKey, NoteError, readVerifier, toBase64 } from "@niuniu/note";
import { isOffice, isSelfSigned, type Holder, type Statement } from "@niuniu/roster";

/** What a statement says beside its members. */
type Others = Pick<Statement, "issuers" | "recovery" | "log" | "members">;

/** How many keys of a second issuer a statement names. */
export const MOST_ISSUERS = 4;
const MOST_HOLDERS = 16;

/** Every key (base64) that a statement names already, as whoever's. */
function keysIn({ issuers = [], recovery = [], log, members }: Others): ReadonlySet<string> {
  const named = [...issuers, ...(log === undefined ? [] : [log])].map((line) => toBase64(readVerifier(line).key));
  return new Set([...members.map(({ key }) => key), ...recovery.map(({ key }) => key), ...named]);
}

/** Why a line cannot be added as a key of the second issuer, as the key of a sentence; null where it can. */
export function faultOfIssuer(line: string, statement: Others): string | null {
  if ((statement.issuers ?? []).length >= MOST_ISSUERS) return "people.others.too-many";
  try {
    const { key } = readVerifier(line);
    if (!isPublicKey(key)) return "people.others.bad-issuer";
    return keysIn(statement).has(toBase64(key)) ? "people.others.known-key" : null;
  } catch (error) {
    if (error instanceof NoteError) return "people.others.bad-issuer";
    throw error;
  }
}

/** Who keeps a part of a recovery, as their own line says it: the fields a statement has, in JSON. Null where it cannot be read. */
export function holderIn(line: string): Holder | null {
  try {
    const said = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const { id, name, recipient, key, self } = said;
    const texts = [id, name, recipient, key, self];
    if (!texts.every((text) => typeof text === "string") || Object.keys(said).length !== texts.length) return null;
    return said as unknown as Holder;
  } catch {
    return null;
  }
}

/** Why a line cannot be added as somebody who keeps a part of a recovery, as the key of a sentence; null where it can. */
export function faultOfHolder(line: string, statement: Others): string | null {
  const holder = holderIn(line);
  if (holder === null || !/^[a-z0-9-]{2,40}$/.test(holder.id) || !isSound(holder)) return "people.others.bad-holder";
  if (!isOffice(holder.name)) return "people.others.unclear-holder";
  if ((statement.recovery ?? []).length >= MOST_HOLDERS) return "people.others.too-many";
  const ids = [...statement.members, ...(statement.recovery ?? [])].map(({ id }) => id);
  return ids.includes(holder.id) || keysIn(statement).has(holder.key) ? "people.others.known-key" : null;
}

/** Keys of the right size that sign for themselves. */
function isSound(holder: Holder): boolean {
  try {
    const { key, recipient } = holder;
    return fromBase64(recipient).length === 1216 && isPublicKey(fromBase64(key)) && isSelfSigned(holder);
  } catch {
    return false;
  }
}
