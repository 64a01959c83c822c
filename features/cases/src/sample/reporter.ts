import * as matter from "@niuniu/matter/sample";
import type { Returning } from "@niuniu/matter/sample";
import { fromBase64 } from "@niuniu/note";
import { dayOf, type Calendar } from "@niuniu/owe";
import { roster } from "@niuniu/people";
import { activeMembers, checkChain, type Roster } from "@niuniu/roster";
import type { Receipt } from "@niuniu/seal";
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

/** Hands a report in on the stage, and is its reporter from then on. */
export async function reporterOf(
  stage: Stage,
  said: SampleReport,
  calendar: Calendar,
): Promise<Returning<routes.ThreadHeader>> {
  const { composed } = await handIn(stage, said, { now: stage.now(), random: stage.random, calendar });
  return comeBack(stage, composed.receipt, calendar);
}

/** Whoever has this receipt, in front of the server that `bytes` asks. Nothing is asked yet. */
export const comeBack = (
  stage: Pick<Stage, "bytes" | "now" | "random">,
  receipt: Receipt,
  calendar: Calendar,
): Returning<routes.ThreadHeader> => matter.comeBack(stage, receipt, calendar, routes);
