import { NO_HEAD } from "@niuniu/matter";
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
import { writeParcel } from "@niuniu/seal/parcel";
import type { ReportAct } from "./events.ts";
import { inWords } from "./in-words.ts";
import type { ReportLetter } from "./letters.ts";
import type { SaltedText } from "@niuniu/matter";
import type { ReportAnswer, ReportHeader } from "./routes.ts";

/** Somebody who will be able to open the report. */
interface Reader {
  readonly id: string;
  /** 1,216 raw bytes, from a roster chain that was checked. */
  readonly recipient: Uint8Array;
}

/** What a reporter decided, before anything is sealed. */
export interface ReportPlan {
  readonly letter: Omit<ReportLetter, "niuniu" | "case" | "auth">;
  readonly readers: readonly Reader[];
  /** Hash of the roster statement the recipients come from, hex. */
  readonly statement: string;
  /** Whether the receipt may open the report itself later, or only the replies. */
  readonly receiptOpensReport: boolean;
  /** Today in the organisation's zone. */
  readonly date: string;
}

/** Where the sealing stands, so that a page can say it in words. */
export type Progress = (done: number, of: number) => void;

/** A report ready to send. Sending the same body twice stores it once. */
export interface ComposedReport {
  readonly receipt: Receipt;
  readonly case: string;
  readonly header: ReportHeader;
  readonly parts: readonly Uint8Array[];
}

/**
 * Seals a report in the reporter's own browser: a fresh identity for the case, the letter sealed to it, that identity
 * wrapped to every reader and, if wished, to the receipt. Trusts only the recipients given; the caller checked the
 * roster. Everything secret stays in the receipt. `random` must be the platform's (seal.md §5–§8). Refused "cases/no-words".
 */
export async function composeReport(
  plan: ReportPlan,
  random: Random,
  progress: Progress = () => undefined,
): Promise<ComposedReport> {
  inWords(plan.letter.what);
  const receipt = newReceipt(random);
  const keys = receiptKeys(receipt);
  const authKey = publicKey(keys.authSeed);
  const name = caseName(authKey);
  const caseSeed = random(32);
  const caseRecipient = await recipientOf(caseSeed);
  const reply = await recipientOf(keys.replySeed);
  const letter: ReportLetter = { niuniu: "report v1", case: name, auth: toBase64(authKey), ...plan.letter };
  const envelope = await sealEnvelope([caseRecipient], letter, [reply]);
  const steps = plan.readers.length + 2;
  progress(1, steps);

  const wraps: Uint8Array[] = [];
  for (const { id, recipient } of plan.readers) {
    wraps.push(await wrapCase(caseSeed, name, id, recipient));
    progress(1 + wraps.length, steps);
  }
  wraps.push(
    plan.receiptOpensReport
      ? await wrapCase(caseSeed, name, REPORTER, reply)
      : await wrapRecipientOnly(caseSeed, name, reply),
  );
  progress(steps, steps);

  const names = [...plan.readers.map(({ id }) => id), REPORTER];
  const act: ReportAct = {
    ...{ niuniu: "act v1", case: name, number: 1, previous: NO_HEAD, by: "reporter", kind: "report" },
    ...{ date: plan.date, envelope: toHex(sha256(envelope)), class: plan.letter.class },
    ...{ statement: plan.statement, wraps: names },
    wrapHashes: wraps.map((wrap) => toHex(sha256(wrap))),
  };
  const header: ReportHeader = {
    lookup: toBase64(keys.lookup),
    auth: toBase64(authKey),
    salt: toBase64(keys.firstSalt),
    act: signAct({ ...act }, { name: REPORTER, seed: keys.authSeed }),
    wraps: names,
  };
  return { receipt, case: name, header, parts: [envelope, ...wraps] };
}

/** The chain of a report's case as its sender knows it: what was sent, and what the answer says has followed. */
export const entriesOf = (
  { act, salt }: Pick<ReportHeader, "act" | "salt">,
  { after }: Pick<ReportAnswer, "after">,
): readonly SaltedText[] => [{ text: act, salt }, ...after];

/** The bytes that travel; with proof of work when the gate asked for it. */
export function reportBody({ header, parts }: ComposedReport, work?: ReportHeader["work"]): Uint8Array<ArrayBuffer> {
  return writeParcel(work === undefined ? header : { ...header, work }, parts);
}
