import { fromBase64, sha256, toUtf8 } from "@niuniu/note";
import type { Trust } from "@niuniu/trust";
import { call, CallError, dayIn, language } from "@niuniu/ui";
import { composeReport, type ComposedReport } from "../../compose.ts";
import { report, type ReportAnswer, type ReportHeader } from "../../routes.ts";
import type { Draft } from "../draft.ts";
import { loadSeldom } from "../later.ts";
import { remaining } from "@niuniu/matter/web/begin";

/** What is being done, for the words on the screen; `done` from 0 to 1 where its end is known. */
export interface Doing {
  readonly what: "sealing" | "working" | "sending";
  readonly done?: number;
}
export type Tell = (doing: Doing) => void;

const MOST_ATTEMPTS = 3;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Seals the draft, as `compose` does, to everyone who was not struck out. Nothing leaves the device yet. */
export function sealDraft(draft: Draft, trust: Trust, tell: Tell, compose = composeReport): Promise<ComposedReport> {
  const { what, when, where, who, identity } = draft;
  const known = identity !== "anonymous";
  const struck = trust.active.map(({ id }) => id).filter((id) => draft.struck.includes(id));
  return compose(
    {
      letter: {
        ...{ what, when, where, who, identity, class: draft.class, language: language() },
        name: known ? draft.name : "",
        contact: known ? draft.contact : "",
        struck,
      },
      readers: remaining(trust.active, draft.struck).map(({ id, recipient }) => ({
        id,
        recipient: fromBase64(recipient),
      })),
      statement: trust.statement,
      receiptOpensReport: !draft.optOut,
      date: dayIn(Date.now(), trust.zone),
    },
    random,
    (done, of) => tell({ what: "sealing", done: done / of }),
  );
}

/**
 * Sends a sealed report; sending the same one again stores it once, so a lost answer costs nothing. Solves the sum the
 * server asks for when very many arrive at once. Throws CallError.
 */
export async function send(composed: ComposedReport, tell: Tell): Promise<ReportAnswer> {
  let work: ReportHeader["work"];
  for (let attempt = 1; ; attempt++) {
    tell({ what: "sending" });
    try {
      const header = work === undefined ? composed.header : { ...composed.header, work };
      return await call(report, { header, parts: composed.parts });
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== "cases/work-needed" || attempt === MOST_ATTEMPTS) throw error;
      work = await (
        await loadSeldom()
      ).solveWork(sha256(toUtf8(composed.header.act)), error.facts, (done) => tell({ what: "working", done }));
    }
  }
}
