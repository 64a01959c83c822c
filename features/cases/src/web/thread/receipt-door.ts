import { publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { receiptKeys, REPORTER, sealEnvelope, signAct, spellCode, type Receipt, type ReceiptKeys } from "@niuniu/seal";
import { openWrap, type OpenedWrap } from "@niuniu/seal/open";
import { askBetween, compareMilestone, pinnedMilestone, type Trust } from "@niuniu/trust";
import { call, dayIn, device, here } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import { wrapHashFor } from "@niuniu/matter";
import { inWords } from "../../in-words.ts";
import type { MessageLetter } from "../../letters.ts";
import { older, say, thread as threadRoute, type ThreadHeader } from "../../routes.ts";
import { loadWords } from "../load-words.ts";
import {
  holdAgainst,
  holdsReceipt,
  outbox,
  signedCalls,
  withOlder,
  type Kept,
  type Older,
  type OnRecord,
  type SignedAct,
} from "@niuniu/matter/web";
import { askTrust } from "../trust.ts";
import { openContents, type Content } from "./contents.ts";
import { readThread, type Thread } from "./read-thread.ts";

/** A thread with everything opened that this receipt opens. */
export interface OpenThread extends Thread {
  /** By the number of the entry. */
  readonly contents: ReadonlyMap<number, Content>;
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

/** The reporter's own wrap did not come along, so nothing more can be sealed to this case from here. */
export class NoWrap extends Error {
  constructor() {
    super("the reporter's own wrap is missing");
    this.name = "NoWrap";
  }
}

/** The way in that one receipt opens. It lives in memory, and every request is signed anew. */
export interface Door {
  readonly read: () => Promise<OpenThread>;
  /** Answers the thread in which it was taken, by the log's own word. Throws as {@link outbox} does, and NoWrap. */
  readonly say: (thread: OpenThread, saying: Saying) => Promise<OpenThread>;
  /** The receipt in its plain spelling, for a file that is saved anew. */
  readonly code: string;
  /** Whether a text holds this receipt, or what looks like another one. */
  readonly holds: (text: string) => Promise<boolean>;
}

/** The saved file that was chosen beside the receipt, if any: checked by itself, or not holding together. */
export type ChosenFile = Kept | "damaged" | null;

/** Notes are for the readers alone. */
const notNotes: Older["isFor"] = (kind) => kind !== "note";

/** Makes the door of a receipt. Nothing is asked of the server yet. */
export function doorOf(receipt: Receipt, chosen: ChosenFile = null): Door {
  const keys = receiptKeys(receipt);
  const calls = signedCalls(keys, "cases/stale-request");
  const box = outbox<ParcelOf<ThreadHeader>>("cases/stale-head");
  let wrap: OpenedWrap | null = null;

  const kept = new Map<string, Uint8Array>();
  const ask: Older["ask"] = (before) => calls.ask(older, { before });
  const opened = async (answer: ParcelOf<ThreadHeader>, trust: Trust, more = ask): Promise<OpenThread> => {
    const { header, parts, from } = await withOlder(answer, { isFor: notNotes, kept, ask: more });
    const auth = publicKey(keys.authSeed);
    const ahead = calls.ahead();
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
    const contents = await openContents(first.entries, seeds, from);
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

  return {
    code: spellCode(receipt),
    holds: (text) => holdsReceipt(text, loadWords, receipt),
    read: async () => {
      const [answer, trust] = await Promise.all([calls.ask(threadRoute, undefined), askTrust()]);
      return opened(answer, trust);
    },
    say: async (thread, saying) => {
      const sign = (): Promise<SignedAct> =>
        signSaying(saying, thread, { keys, recipient: wrap?.recipient ?? null, now: Date.now() });
      const answer = await box.deliver(JSON.stringify(saying), sign, {
        send: ({ act, parts }) => calls.ask(say, { header: { act }, parts }),
        read: () => calls.ask(threadRoute, undefined),
        log: () => Promise.resolve(thread.trust.record),
        clock: Date.now,
        wait: here.wait,
      });
      // The act was taken: nothing that cannot be fetched now may make it look as if it were not.
      return opened(answer, thread.trust, (before) => ask(before).catch(() => null));
    },
  };
}

interface Hand {
  readonly keys: ReceiptKeys;
  /** The case's recipient from the reporter's own wrap, never from the server. */
  readonly recipient: Uint8Array | null;
  /** This device's own clock: the day of an act is never one that a server named. */
  readonly now: number;
}

/** The act, signed on the head this page has seen, with its words sealed to those who can open the case. */
async function signSaying(saying: Saying, thread: OpenThread, hand: Hand): Promise<SignedAct> {
  const { header, trust } = thread;
  const text = saying.kind === "seen" ? null : saying.text;
  if (text !== null && hand.recipient === null) throw new NoWrap();
  const letter = (words: string): MessageLetter => ({ niuniu: "message v1", case: header.case, text: inWords(words) });
  const envelope = text === null || hand.recipient === null ? null : await sealEnvelope([hand.recipient], letter(text));
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
      ...(saying.kind === "say" ? {} : { about: saying.about }),
      ...(saying.kind === "unanswered" ? { reason: saying.reason } : {}),
    },
    { name: REPORTER, seed: hand.keys.authSeed },
  );
  return { act, ...place, parts: envelope === null ? [] : [envelope] };
}
