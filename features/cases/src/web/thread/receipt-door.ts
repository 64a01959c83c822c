import { roster, type RosterAnswer } from "@niuniu/people";
import { publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { newNonce, readReceipt, receiptKeys, REPORTER, requestSignature, sealEnvelope, signAct } from "@niuniu/seal";
import { openEnvelope, openWrap, type OpenedWrap } from "@niuniu/seal/open";
import { call, CallError, type CallOptions } from "@niuniu/ui";
import { receiptCredential, type ParcelOf } from "@niuniu/wire";
import { readMessageLetter, readReportLetter, type MessageLetter, type ReportLetter } from "../../letters.ts";
import { say, thread as threadRoute, type ThreadHeader } from "../../routes.ts";
import { readTrust, type Trust } from "../trust.ts";
import { readThread, type ReadEntry, type Thread } from "./read-thread.ts";

/** What could be read of one entry; `unreadable` when it should have been and was not, `hidden` when it is not ours to read. */
export type Content =
  | { readonly kind: "message"; readonly letter: MessageLetter }
  | { readonly kind: "report"; readonly letter: ReportLetter }
  | { readonly kind: "hidden" }
  | { readonly kind: "unreadable" }
  | { readonly kind: "none" };

/** A thread with everything opened that this receipt opens. */
export interface OpenThread extends Thread {
  readonly contents: readonly Content[];
  readonly trust: Trust;
}

/** What a reporter can sign after the report. `text` is sealed to those who can open the case; null sends none. */
export type Saying =
  | { readonly kind: "say"; readonly text: string }
  | {
      readonly kind: "unanswered";
      readonly about: number;
      readonly reason: "not-an-answer" | "unreadable";
      readonly text: string | null;
    }
  | { readonly kind: "seen"; readonly about: number }
  | { readonly kind: "contest"; readonly about: number; readonly text: string | null };

/** The way in that one receipt opens. It lives in memory, and every request is signed anew. */
export interface Door {
  readonly read: () => Promise<OpenThread>;
  readonly say: (thread: OpenThread, saying: Saying) => Promise<OpenThread>;
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Reads a receipt in any spelling; the word list is fetched only when words were typed. Throws SealError. */
export async function readSpelling(
  text: string,
  loadWords: () => Promise<{ readonly readWords: (text: string) => ReturnType<typeof readReceipt> }>,
): Promise<ReturnType<typeof readReceipt>> {
  // Codes and digits come in short groups; only words come in runs of letters this many times over.
  const runs = text.match(/[a-z]{3,}/gi) ?? [];
  const typed = text.replaceAll(/[^0-9a-z]/gi, "");
  if (runs.length >= 6 && typed.length > 21) return (await loadWords()).readWords(text);
  return readReceipt(text);
}

/** Makes the door of a receipt. Nothing is asked of the server yet. */
export function doorOf(receipt: ReturnType<typeof readReceipt>): Door {
  const keys = receiptKeys(receipt);
  const auth = publicKey(keys.authSeed);
  const signer = { name: REPORTER, seed: keys.authSeed };
  // A device whose clock is wrong signs with the server's time once it has been told it.
  let ahead = 0;
  let wrap: OpenedWrap | null = null;

  const authorization: CallOptions["authorization"] = ({ method, path, body }) => {
    const nonce = newNonce((Date.now() + ahead) / 1_000, random);
    const signature = requestSignature(keys.authSeed, { method, path, nonce, bodyHash: sha256(body) });
    return receiptCredential({ lookup: toBase64(keys.lookup), nonce, signature: toBase64(signature) });
  };
  const timely = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (error) {
      const now = error instanceof CallError && error.code === "cases/stale-request" ? Number(error.facts["now"]) : NaN;
      if (Number.isNaN(now)) throw error;
      ahead = now - Date.now();
      return ask();
    }
  };

  const opened = async (answer: ParcelOf<ThreadHeader>, trust: Trust): Promise<OpenThread> => {
    const { header, parts } = answer;
    const file = parts[header.wrap];
    if (file !== undefined) wrap ??= await openWrap(keys.replySeed, file, header.case, REPORTER).catch(() => null);
    const reading = { header, parts, trust, auth, firstSalt: keys.firstSalt, now: Date.now() };
    const first = readThread({ ...reading, struck: [] });
    const contents: Content[] = [];
    const due = mustCome(first.entries);
    for (const entry of first.entries) {
      contents.push(await contentOf(entry, { reply: keys.replySeed, case: wrap?.seed ?? null }, due.has(entry)));
    }
    const letter = contents.find((content) => content.kind === "report")?.letter;
    const checked = letter === undefined ? first : readThread({ ...reading, struck: letter.struck });
    return { ...checked, contents, trust };
  };

  const read = async (): Promise<OpenThread> => {
    const [answer, committee] = await Promise.all([
      timely(() => call(threadRoute, undefined, { authorization })),
      call<undefined, RosterAnswer>(roster, undefined),
    ]);
    return opened(answer, readTrust(committee, Date.now()));
  };

  const speak = async (thread: OpenThread, saying: Saying): Promise<OpenThread> => {
    const { header, trust } = thread;
    const { kind, ...rest } = saying;
    const text = "text" in rest ? rest.text : null;
    const { text: _, ...fields } = { text, ...rest };
    const letter: MessageLetter = { niuniu: "message v1", case: header.case, text: text ?? "" };
    const envelope = text === null || wrap === null ? null : await sealEnvelope([wrap.recipient], letter);
    if (text !== null && envelope === null) throw new CallError("ui/unreadable", 0);
    const act = signAct(
      {
        niuniu: "act v1",
        case: header.case,
        number: header.entries.length + 1,
        previous: header.head,
        by: REPORTER,
        kind,
        date: dayOf(Date.now() + ahead, trust.calendar),
        envelope: envelope === null ? null : toHex(sha256(envelope)),
        ...fields,
      },
      signer,
    );
    const parts = envelope === null ? [] : [envelope];
    return opened(await timely(() => call(say, { header: { act }, parts }, { authorization })), trust);
  };

  return { read, say: speak };
}

const TO_REPORTER = ["answer", "stage", "outcome", "junk", "postpone"];
/** A parcel has at most 64 parts: of longer threads only the report and the newest messages travel. */
const NEWEST = 60;

function isForReporter(read: ReadEntry): boolean {
  return !read.bad && TO_REPORTER.includes(read.entry.kind);
}

/** The messages a server must send along: one it leaves out is as good as one that cannot be read. */
function mustCome(entries: readonly ReadEntry[]): ReadonlySet<ReadEntry> {
  const sealed = entries.filter((read) => !read.bad && "envelope" in read.entry && read.entry.envelope !== null);
  return new Set(sealed.slice(-NEWEST).filter(isForReporter));
}

/** Opens what this receipt opens. A message to the reporter that does not open, or is not what was signed, is unreadable. */
async function contentOf(
  read: ReadEntry,
  seeds: { readonly reply: Uint8Array; readonly case: Uint8Array | null },
  mustBeHere: boolean,
): Promise<Content> {
  if (read.bad) return { kind: "none" };
  const { entry, envelope } = read;
  if (!("envelope" in entry) || entry.envelope === null) return { kind: "none" };
  const seed = entry.by === REPORTER ? seeds.case : isForReporter(read) ? seeds.reply : null;
  if (seed === null) return { kind: "hidden" };
  if (envelope === null) return { kind: mustBeHere ? "unreadable" : "hidden" };
  try {
    if (read.tampered) return { kind: "unreadable" };
    const { header } = await openEnvelope(seed, envelope);
    const report = readReportLetter(header);
    if (report?.case === entry.case) return { kind: "report", letter: report };
    const letter = readMessageLetter(header);
    return letter?.case === entry.case ? { kind: "message", letter } : { kind: "unreadable" };
  } catch {
    // Whatever is wrong with it, the person cannot read it, and that is what counts.
    return { kind: "unreadable" };
  }
}
