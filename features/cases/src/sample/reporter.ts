import { fromBase64, publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { dayOf, type Calendar } from "@niuniu/owe";
import { roster } from "@niuniu/people";
import { activeMembers, checkChain, type Roster } from "@niuniu/roster";
import {
  caseName,
  newNonce,
  receiptKeys,
  REPORTER,
  requestSignature,
  sealEnvelope,
  signAct,
  spellCode,
  type Receipt,
} from "@niuniu/seal";
import { openWrap } from "@niuniu/seal/open";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import { receiptCredential } from "@niuniu/wire";
import type { Calls, Stage } from "@niuniu/wire/scene";
import { composeReport, reportBody, type ComposedReport, type ReportPlan } from "../compose.ts";
import { DEFAULT } from "../policy.ts";
import * as routes from "../routes.ts";

type Random = (length: number) => Uint8Array;

/** The roster of a running server, checked as a reporter's page checks it. */
export async function rosterFrom({ ask }: Pick<Calls, "ask">): Promise<Roster> {
  const { statements } = await ask(roster);
  return checkChain(statements);
}

/** What a sample reporter says; everybody on the committee may read it unless struck out. */
export interface SampleReport {
  readonly what: string;
  readonly when?: string;
  readonly where?: string;
  readonly who?: string;
  readonly class?: "crisis" | "ordinary";
  readonly struck?: readonly string[];
  readonly language?: "en" | "zh-CN";
}

/** The plan of a report to all active members, sealed at `now` (ms since epoch) where clocks stand as this calendar says. */
export function planFor(
  chain: Roster,
  now: number,
  said: SampleReport,
  calendar: Calendar = DEFAULT.calendar,
): ReportPlan {
  const struck = said.struck ?? [];
  const readers = activeMembers(chain, now).filter(({ id }) => !struck.includes(id));
  return {
    letter: {
      struck,
      class: said.class ?? "ordinary",
      identity: "anonymous",
      name: "",
      contact: "",
      language: said.language ?? "zh-CN",
      what: said.what,
      when: said.when ?? "",
      where: said.where ?? "",
      who: said.who ?? "",
    },
    readers: readers.map(({ id, recipient }) => ({ id, recipient: fromBase64(recipient) })),
    statement: chain.hashes.at(-1) ?? "",
    receiptOpensReport: true,
    date: dayOf(now, calendar),
  };
}

/** Seals a report and hands it in, as a reporter's browser would. `calendar`: that of the organisation, if not the one brought. */
export async function handIn(
  calls: Calls,
  said: SampleReport,
  { now, random, calendar }: { readonly now: number; readonly random: Random; readonly calendar?: Calendar },
): Promise<{ readonly composed: ComposedReport; readonly answer: routes.ReportAnswer }> {
  const composed = await composeReport(planFor(await rosterFrom(calls), now, said, calendar), random);
  const { bits } = await calls.ask(routes.gate);
  if (bits > 0) throw new Error("the server is under load; the sample does not queue");
  return { composed, answer: await calls.ask(routes.report, { parcel: reportBody(composed) }) };
}

/** What a reporter signs after the report. `text` is sealed to those who can open the case; null sends none. */
interface Saying {
  readonly kind: "say" | "seen" | "contest";
  readonly about?: number;
  readonly text?: string;
}

/** A reporter who comes back with their receipt. */
export interface Returning {
  readonly case: string;
  /** The receipt as it is printed. */
  readonly code: string;
  readonly thread: () => Promise<routes.ThreadHeader>;
  readonly sign: (saying: Saying) => Promise<void>;
}

/** Hands a report in on the stage, and is its reporter from then on. */
export async function reporterOf(stage: Stage, said: SampleReport, calendar: Calendar): Promise<Returning> {
  const { composed } = await handIn(stage, said, { now: stage.now(), random: stage.random, calendar });
  return comeBack(stage, composed.receipt, calendar);
}

/** Whoever has this receipt, in front of the server that `bytes` asks. Nothing is asked yet. */
export function comeBack(
  stage: Pick<Stage, "bytes" | "now" | "random">,
  receipt: Receipt,
  calendar: Calendar,
): Returning {
  const keys = receiptKeys(receipt);
  const name = caseName(publicKey(keys.authSeed));
  const call = async (
    route: typeof routes.thread | typeof routes.say,
    parcel?: Uint8Array<ArrayBuffer>,
  ): Promise<{ readonly header: routes.ThreadHeader; readonly parts: readonly Uint8Array[] }> => {
    const { method, path } = route;
    const nonce = newNonce(stage.now() / 1_000, stage.random);
    const bodyHash = sha256(parcel ?? new Uint8Array(0));
    const signature = toBase64(requestSignature(keys.authSeed, { method, path, nonce, bodyHash }));
    const authorization = receiptCredential({ lookup: toBase64(keys.lookup), nonce, signature });
    const answer = readParcel(await stage.bytes(route, { authorization, ...(parcel === undefined ? {} : { parcel }) }));
    return { header: answer.header as routes.ThreadHeader, parts: answer.parts };
  };
  return {
    case: name,
    code: spellCode(receipt),
    thread: async () => (await call(routes.thread)).header,
    sign: async ({ text, ...fields }: Saying) => {
      const { header, parts } = await call(routes.thread);
      const { recipient } = await openWrap(keys.replySeed, parts[header.wrap] ?? new Uint8Array(0), name, REPORTER);
      const letter = { niuniu: "message v1", case: name, text };
      const envelope = text === undefined ? null : await sealEnvelope([recipient], letter);
      const act = {
        ...{ niuniu: "act v1" as const, case: name, number: header.entries.length + 1, previous: header.head },
        ...{ by: REPORTER, kind: fields.kind, date: dayOf(stage.now(), calendar) },
        envelope: envelope === null ? null : toHex(sha256(envelope)),
        ...fields,
      };
      const signed = signAct(act, { name: REPORTER, seed: keys.authSeed });
      await call(routes.say, new Uint8Array(writeParcel({ act: signed }, envelope === null ? [] : [envelope])));
    },
  };
}
