import { fromBase64, fromHex, NoteError, orNull, sha256, toHex, verifyHeard, type Verify } from "@niuniu/note";
import { RecordError, verifyChain } from "@niuniu/record";
import { keysOf as keysIn, type Roster } from "@niuniu/roster";
import { caseName, readAct, REPORTER, SealError } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import { fieldsIn, type ActFields, type EventFields } from "./entry.ts";
import type { EntryAnswer, SealedThread } from "./thread.ts";

/** Something in a thread that does not match. Each has a sentence; `number` is the entry it is about, 0 the whole matter. */
export interface Alarm {
  readonly code: AlarmCode;
  readonly number: number;
}

type AlarmCode =
  /** Entries were changed, left out, or put in another order. */
  | "chain"
  /** The matter is not named after the key of whoever began it. */
  | "name"
  /** It cannot be read, or belongs to another matter. */
  | "entry"
  /** It bears the number of another place: something is missing, double, or out of order. */
  | "place"
  /** Nobody who may have signed it has. */
  | "signature"
  /** The message that came with it is not the one that was signed. */
  | "envelope";

/** One entry whose author this browser has checked, with its sealed message if the server gave it. */
export interface CheckedEntry<Entry> {
  readonly entry: Entry;
  /** Somebody's signature is good; false only for what the server says by itself. */
  readonly signed: boolean;
  /** The message as it was sealed and signed for, or null where there is none or it was not handed out. */
  readonly envelope: Uint8Array | null;
  /** Another message came than was signed for; its alarm is "envelope". */
  readonly altered: boolean;
}

/** The entries that hold, in order, and everything that does not. An entry whose alarm is its own is not among them. */
export interface CheckedThread<Entry> {
  readonly entries: readonly CheckedEntry<Entry>[];
  readonly alarms: readonly Alarm[];
}

/** A thread as the server hands it out, and what its reader knows without the server. */
export interface Given<Entry> {
  /** The name that every entry has to bear. */
  readonly name: string;
  /** Exact texts, salts in base64, and the place of each sealed message among `parts`. */
  readonly entries: readonly EntryAnswer[];
  /** The head to which they have to lead, hex. */
  readonly head: string;
  readonly parts: readonly Uint8Array[];
  /** The key, base64, that the name is made from; empty where it is made from none. */
  readonly key: string;
  /** Keys by which somebody may have signed, by the name they sign with; none for a name that nobody bears. */
  readonly keysOf: (by: string) => readonly Uint8Array[];
  /** Reads an entry of this kind from untrusted JSON. Throws Refused for anything else. */
  readonly read: (value: unknown) => Entry;
  /** The salt with which the chain has to begin, base64, for whoever has it. */
  readonly firstSalt?: string;
  /** Checks signatures, where something faster than the pure code is at hand. */
  readonly verify?: Verify;
}

/**
 * Checks a thread without opening it: the chain against its head, the name against the key it is made from, every signature
 * against the keys its author may have, every message against the hash that was signed. Trusts what its reader knows and the
 * server for nothing. Never throws for what it reads.
 */
export function verifyThread<Entry extends ActFields | EventFields>(given: Given<Entry>): CheckedThread<Entry> {
  const alarms: Alarm[] = [];
  const entries: CheckedEntry<Entry>[] = [];
  if (!holds(() => verifyChain(linksOf(given), fromHex(given.head))) || !beginsRight(given)) {
    alarms.push({ code: "chain", number: 0 });
  }
  if (given.key !== "" && !holds(() => caseName(fromBase64(given.key)) === given.name)) {
    alarms.push({ code: "name", number: 0 });
  }
  for (const [at, { text, part }] of given.entries.entries()) {
    const number = at + 1;
    const read = readEntry(text, given);
    if (read === "entry" || read === "signature") alarms.push({ code: read, number });
    else if (read.case !== given.name) alarms.push({ code: "entry", number });
    else if (read.number !== number) alarms.push({ code: "place", number });
    else {
      const checked = withMessage(read, given.parts[part] ?? null);
      if (checked.altered) alarms.push({ code: "envelope", number });
      entries.push(checked);
    }
  }
  return { entries, alarms };
}

const linksOf = ({ entries }: Pick<Given<unknown>, "entries">) =>
  entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }));

const beginsRight = ({ entries, firstSalt }: Pick<Given<unknown>, "entries" | "firstSalt">): boolean =>
  firstSalt === undefined || entries[0]?.salt === firstSalt;

/** False for what is refused because it does not hold. A mistake of ours is no lie of the server's, and is thrown on. */
const holds = (check: () => unknown): boolean => unlessUnsound(() => check() !== false) ?? false;

const unlessUnsound = <Value>(read: () => Value): Value | null =>
  orNull(read, NoteError, RecordError, SealError, Refused, SyntaxError);

function readEntry<Entry>(text: string, { keysOf, read, verify }: Given<Entry>): Entry | "entry" | "signature" {
  const said = fieldsIn(text);
  if (said === null) return "entry";
  // What the server says by itself is one line, and nothing stands behind it.
  if (said["niuniu"] === "event v1") return readWith(() => read(JSON.parse(text)));
  const by = typeof said["by"] === "string" ? said["by"] : "";
  const act = keysOf(by)
    .map((key) => readWith(() => readAct(text, { name: by, key }, verify)))
    .find((found) => found !== "entry");
  return act === undefined ? "signature" : readWith(() => read(act));
}

const readWith = <Value>(read: () => Value): Value | "entry" => unlessUnsound(read) ?? "entry";

/** What a server says by itself names no message: one that begins a matter comes as it is, and no other has any. */
function withMessage<Entry extends ActFields | EventFields>(
  entry: Entry,
  given: Uint8Array | null,
): CheckedEntry<Entry> {
  if (!("envelope" in entry)) return { entry, signed: false, envelope: given, altered: false };
  const altered = given !== null && toHex(sha256(given)) !== entry.envelope;
  return { entry, signed: true, envelope: altered ? null : given, altered };
}

/** What a reader knows of a sealed matter without the server: the committee, and its reporter's public key, if need be by the server's word. */
interface Known {
  readonly roster: Roster;
  /** base64; empty for what was sealed by hand, which is named after none. */
  readonly auth: string;
  /** The salt that a receipt gives, base64. */
  readonly firstSalt?: string;
}

/**
 * Checks the thread of a sealed matter, as {@link verifyThread} does: acts are its reporter's by their key, and a member's by the
 * statements. `read`: the feature's parser of entries.
 */
export function checkSealed<Entry extends ActFields | EventFields>(
  header: Pick<SealedThread, "case" | "entries" | "head">,
  parts: readonly Uint8Array[],
  known: Known,
  read: Given<Entry>["read"],
): CheckedThread<Entry> {
  return verifyThread(sealedIn(header, parts, known, read));
}

/** The same, with the platform's help: every signature that has to be checked is given to it at once. */
export async function checkSealedAhead<Entry extends ActFields | EventFields>(
  header: Pick<SealedThread, "case" | "entries" | "head">,
  parts: readonly Uint8Array[],
  known: Known,
  read: Given<Entry>["read"],
): Promise<CheckedThread<Entry>> {
  const given = sealedIn(header, parts, known, read);
  const verify = await verifyHeard((hear) => {
    for (const { text } of given.entries) readEntry(text, { ...given, verify: hear });
  });
  return verifyThread({ ...given, verify });
}

function sealedIn<Entry>(
  header: Pick<SealedThread, "case" | "entries" | "head">,
  parts: readonly Uint8Array[],
  { roster, auth, firstSalt }: Known,
  read: Given<Entry>["read"],
): Given<Entry> {
  return {
    name: header.case,
    entries: header.entries,
    head: header.head,
    parts,
    key: auth,
    keysOf: (by) => (by === REPORTER ? reporterKeys(auth) : keysIn(roster, by)),
    read,
    ...(firstSalt === undefined ? {} : { firstSalt }),
  };
}

/** None where there is no key; nor where a server names something else, whose alarm is "name". */
const reporterKeys = (auth: string): readonly Uint8Array[] =>
  auth === "" ? [] : (orNull(() => [fromBase64(auth)], NoteError) ?? []);
