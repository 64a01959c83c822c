import { composeReport, DEFAULT, reportBody, routes, type ComposedReport, type ReportPlan } from "@niuniu/cases";
import { fromBase64 } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { roster } from "@niuniu/people";
import { activeMembers, checkChain, type Roster } from "@niuniu/roster";
import { ask } from "./client.ts";

type Random = (length: number) => Uint8Array;

/** The roster of a running server, checked as a reporter's page checks it. */
export async function rosterOf(origin: string): Promise<Roster> {
  const { statements } = await ask(origin, roster);
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

/** The plan of a report to all active members, sealed at `now` (ms since epoch). */
export function planFor(chain: Roster, now: number, said: SampleReport): ReportPlan {
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
    date: dayOf(now, DEFAULT.calendar),
  };
}

/** Seals a report and hands it in, as a reporter's browser would. */
export async function makeReport(
  origin: string,
  said: SampleReport,
  { now, random }: { readonly now: number; readonly random: Random },
): Promise<{ readonly composed: ComposedReport; readonly answer: routes.ReportAnswer }> {
  const composed = await composeReport(planFor(await rosterOf(origin), now, said), random);
  const { bits } = await ask(origin, routes.gate);
  if (bits > 0) throw new Error("the server is under load; the sample does not queue");
  return { composed, answer: await ask(origin, routes.report, { parcel: reportBody(composed) }) };
}
