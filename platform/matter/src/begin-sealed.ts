import { publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import {
  caseName,
  newReceipt,
  receiptKeys,
  recipientOf,
  REPORTER,
  sealEnvelope,
  signAct,
  wrapCase,
  wrapRecipientOnly,
  type Random,
  type Receipt,
} from "@niuniu/seal";
import { NO_HEAD } from "./entry.ts";
import type { SealedBeginning } from "./thread.ts";

/** Somebody who will be able to open it. */
interface Reader {
  readonly id: string;
  /** 1,216 raw bytes, from a roster chain that was checked. */
  readonly recipient: Uint8Array;
}

/** What begins a sealed matter, before anything is sealed. */
export interface BeginningPlan {
  /** The letter, given the name of the matter and the public key (base64) that its author signs with. */
  readonly letter: (name: string, auth: string) => object;
  /** The kind of its first act. */
  readonly kind: string;
  /** What that act says besides what every first act does, in the order in which it is written. */
  readonly says: Readonly<Record<string, unknown>>;
  readonly readers: readonly Reader[];
  /** Whether the receipt may open the letter itself later, or only the replies. */
  readonly receiptOpens: boolean;
  /** Today in the organisation's zone. */
  readonly date: string;
}

/** Where the sealing stands, so that a page can say it in words. */
export type Progress = (done: number, of: number) => void;

/** The beginning of a sealed matter, ready to send. Sending the same body twice stores it once. */
export interface Begun {
  readonly receipt: Receipt;
  readonly case: string;
  readonly header: SealedBeginning;
  readonly parts: readonly Uint8Array[];
}

/**
 * Seals what begins a matter in its author's own browser: a fresh identity for the matter, the letter sealed to it, that identity
 * wrapped to every reader and, if wished, to the receipt. Trusts only the recipients given; the caller checked the
 * roster. Everything secret stays in the receipt. `random` must be the platform's (seal.md §5–§8).
 */
export async function beginSealed(plan: BeginningPlan, random: Random, progress: Progress): Promise<Begun> {
  const receipt = newReceipt(random);
  const keys = receiptKeys(receipt);
  const authKey = publicKey(keys.authSeed);
  const name = caseName(authKey);
  const caseSeed = random(32);
  const caseRecipient = await recipientOf(caseSeed);
  const reply = await recipientOf(keys.replySeed);
  const envelope = await sealEnvelope([caseRecipient], plan.letter(name, toBase64(authKey)), [reply]);
  const steps = plan.readers.length + 2;
  progress(1, steps);

  const wraps: Uint8Array[] = [];
  for (const { id, recipient } of plan.readers) {
    wraps.push(await wrapCase(caseSeed, name, id, recipient));
    progress(1 + wraps.length, steps);
  }
  wraps.push(
    plan.receiptOpens
      ? await wrapCase(caseSeed, name, REPORTER, reply)
      : await wrapRecipientOnly(caseSeed, name, reply),
  );
  progress(steps, steps);

  const names = [...plan.readers.map(({ id }) => id), REPORTER];
  const act = {
    ...{ niuniu: "act v1" as const, case: name, number: 1, previous: NO_HEAD, by: REPORTER, kind: plan.kind },
    ...{ date: plan.date, envelope: toHex(sha256(envelope)), ...plan.says },
    wraps: names,
    wrapHashes: wraps.map((wrap) => toHex(sha256(wrap))),
  };
  const header: SealedBeginning = {
    lookup: toBase64(keys.lookup),
    auth: toBase64(authKey),
    salt: toBase64(keys.firstSalt),
    act: signAct(act, { name: REPORTER, seed: keys.authSeed }),
    wraps: names,
  };
  return { receipt, case: name, header, parts: [envelope, ...wraps] };
}
