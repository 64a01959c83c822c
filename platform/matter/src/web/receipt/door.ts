import { publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { receiptKeys, REPORTER, sealEnvelope, signAct, spellCode, type Receipt, type ReceiptKeys } from "@niuniu/seal";
import { openWrap, type OpenedWrap } from "@niuniu/seal/open";
import { askBetween, compareMilestone, pinnedMilestone, type Trust } from "@niuniu/trust";
import { call, dayIn, device, here } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import type { BeginningLetter, MessageLetter } from "../../letters.ts";
import type { Matter } from "../../state.ts";
import type { SealedThread } from "../../thread.ts";
import { wrapHashFor } from "../../wraps.ts";
import type { Kept } from "../against-saved.ts";
import { withOlder, type Older } from "../older.ts";
import { holdAgainst, type OnRecord } from "../on-record.ts";
import { outbox } from "../outbox.ts";
import { readingOf, type ReadThread } from "../sealed-kind.ts";
import type { SignedAct } from "../taken.ts";
import { openContents, type Content } from "./contents.ts";
import { holdsReceipt } from "./receipt-in.ts";
import type { ReceiptKind, Saying } from "./receipt-kind.ts";
import { signedCalls } from "./signed-calls.ts";

/** A thread with everything opened that this receipt opens. */
export interface OpenThread<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
> extends ReadThread<M, Header> {
  /** By the number of the entry. */
  readonly contents: ReadonlyMap<number, Content<Begun, Letter>>;
  readonly trust: Trust;
  readonly onRecord: OnRecord;
  /** How far the server says that its clock is ahead of this device's (ms), where that is minutes; else 0. */
  readonly ahead: number;
}

/**
 * Two clocks that differ by less than this are told of, and the rest is judged by the server's: a wrong device must not accuse it. So
 * much later, at the most, a server that names a wrong time is found to let a date pass.
 */
const APART = 3_600_000;

/** The reporter's own wrap did not come along, so nothing more can be sealed to this matter from here. */
export class NoWrap extends Error {
  constructor() {
    super("the reporter's own wrap is missing");
    this.name = "NoWrap";
  }
}

/** The way in that one receipt opens. It lives in memory, and every request is signed anew. */
export interface Door<Thread, Said> {
  readonly read: () => Promise<Thread>;
  /** Answers the thread in which it was taken, by the log's own word. Throws as {@link outbox} does, and NoWrap. */
  readonly say: (thread: Thread, saying: Said) => Promise<Thread>;
  /** The receipt in its plain spelling, for a file that is saved anew. */
  readonly code: string;
  /** Whether a text holds this receipt, or what looks like another one. */
  readonly holds: (text: string) => Promise<boolean>;
}

/** The saved file that was chosen beside the receipt, if any: checked by itself, or not holding together. */
export type ChosenFile = Kept | "damaged" | null;

/** Makes the door of a receipt to a matter of this kind. Nothing is asked of the server yet. */
export function doorOf<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Said extends Saying,
>(
  kind: ReceiptKind<M, Begun, Letter, Header, Said>,
  receipt: Receipt,
  chosen: ChosenFile = null,
): Door<OpenThread<M, Begun, Letter, Header>, Said> {
  const { feature } = kind.kind;
  const keys = receiptKeys(receipt);
  const calls = signedCalls(keys, `${feature}/stale-request`);
  const box = outbox<ParcelOf<Header>>(`${feature}/stale-head`);
  const ask: Older["ask"] = (before) => calls.ask(kind.older, { before });
  const { opened, recipient } = openerOf(kind, { keys, chosen, ahead: calls.ahead });
  return {
    code: spellCode(receipt),
    holds: (text) => holdsReceipt(text, kind.loadWords, receipt),
    read: async () => {
      const [answer, trust] = await Promise.all([calls.ask(kind.thread, undefined), kind.trust()]);
      return opened(answer, trust, ask);
    },
    say: async (thread, saying) => {
      const sign = (): Promise<SignedAct> =>
        signSaying(kind, saying, thread, { keys, recipient: recipient(), now: Date.now() });
      const answer = await box.deliver(JSON.stringify(saying), sign, {
        send: ({ act, parts }) => calls.ask(kind.say, { header: { act }, parts }),
        read: () => calls.ask(kind.thread, undefined),
        log: () => Promise.resolve(thread.trust.record),
        clock: Date.now,
        wait: here.wait,
      });
      // The act was taken: nothing that cannot be fetched now may make it look as if it were not.
      return opened(answer, thread.trust, (before) => ask(before).catch(() => null));
    },
  };
}

/** Whoever holds a receipt, and what they brought along. */
interface Holder {
  readonly keys: ReceiptKeys;
  readonly chosen: ChosenFile;
  /** How far the server says that its clock is ahead of this device's (ms). */
  readonly ahead: () => number;
}

/** What checks and opens threads of one receipt; what it has of them stays for the next time. */
function openerOf<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Said extends Saying,
>(kind: ReceiptKind<M, Begun, Letter, Header, Said>, { keys, chosen, ...holder }: Holder) {
  const readThread = readingOf<M, Header>(kind, kind.newest);
  const kept = new Map<string, Uint8Array>();
  const isFor: Older["isFor"] = (one) => !kind.internal.includes(String(one));
  let wrap: OpenedWrap | null = null;
  const opened = async (
    answer: ParcelOf<Header>,
    trust: Trust,
    ask: Older["ask"],
  ): Promise<OpenThread<M, Begun, Letter, Header>> => {
    const { header, parts, from } = await withOlder(answer, { isFor, kept, ask });
    const auth = publicKey(keys.authSeed);
    const ahead = holder.ahead();
    const now = Date.now() + (Math.abs(ahead) < APART ? ahead : 0);
    const reading = { header, parts, trust, auth, firstSalt: keys.firstSalt, now };
    const first = readThread({ ...reading, struck: [] });
    const signed = wrapHashFor(
      first.entries.map(({ entry }) => entry),
      REPORTER,
    );
    const file = parts[header.wrap];
    if (file !== undefined && toHex(sha256(file)) === signed) {
      wrap ??= await openWrap(keys.replySeed, file, header.case, REPORTER).catch(() => null);
    }
    const withheld = signed !== null && wrap === null;
    const seeds = { reply: keys.replySeed, case: wrap?.seed ?? null, withheld };
    const contents = await openContents(kind, first.entries, seeds, from);
    const letter = [...contents.values()].find((content) => content.kind === "report")?.letter;
    const checked = letter === undefined ? first : readThread({ ...reading, struck: letter.struck });
    const { record: view } = trust;
    const onRecord = await holdAgainst({
      ...{ thread: header, view, calendar: checked.witness.calendar },
      ...{ first: toBase64(keys.firstSalt), file: chosen, ask: askBetween(call), now },
      pinned: pinnedMilestone(device),
      grown: compareMilestone(device, { ...view, note: view.checkpoint }),
    });
    return { ...checked, contents, trust, onRecord, ahead };
  };
  /** The matter's recipient from the receipt's own wrap, never from the server; null where that did not come. */
  return { opened, recipient: () => wrap?.recipient ?? null };
}

interface Hand {
  readonly keys: ReceiptKeys;
  /** The matter's recipient from the reporter's own wrap, never from the server. */
  readonly recipient: Uint8Array | null;
  /** This device's own clock: the day of an act is never one that a server named. */
  readonly now: number;
}

/** What of a kind is needed to write an act of it. */
interface Writing<Said> {
  readonly letter: (text: string, name: string) => object;
  readonly says: (saying: Said) => Readonly<Record<string, unknown>>;
}

/** The act, signed on the head this page has seen, with its words sealed to those who can open the matter. */
async function signSaying<Said extends Saying>(
  { letter, says }: Writing<Said>,
  saying: Said,
  { header, trust }: { readonly header: SealedThread; readonly trust: Trust },
  hand: Hand,
): Promise<SignedAct> {
  const text = saying.text ?? null;
  if (text !== null && hand.recipient === null) throw new NoWrap();
  const envelope =
    text === null || hand.recipient === null ? null : await sealEnvelope([hand.recipient], letter(text, header.case));
  const place = { number: header.entries.length + 1, previous: header.head };
  const act = signAct(
    {
      niuniu: "act v1",
      case: header.case,
      ...place,
      by: REPORTER,
      kind: saying.kind,
      date: dayIn(hand.now, trust.zone),
      envelope: envelope === null ? null : toHex(sha256(envelope)),
      ...says(saying),
    },
    { name: REPORTER, seed: hand.keys.authSeed },
  );
  return { act, ...place, parts: envelope === null ? [] : [envelope] };
}
