import { composeReport, entriesOf, reportBody, routes, type ComposedReport } from "@niuniu/cases";
import { ask, planFor, rosterOf, type Founder } from "@niuniu/sample";
import { spellCode } from "@niuniu/seal";
import { chain } from "@niuniu/record";
import { fromBase64 } from "@niuniu/note";
import { writeSaved, type Saved } from "@niuniu/matter/web";
import type { Visitor } from "./browser.ts";
import { logKeyOf, slotsOf } from "./fork.ts";
import { random, type House } from "./house.ts";

/** A report that was acknowledged, as its reporter holds it. */
export interface SealedReport {
  readonly case: string;
  readonly composed: ComposedReport;
  /** The receipt as a code. */
  readonly receipt: string;
  readonly answer: routes.ReportAnswer;
  /** The head that the server promised to seal. */
  readonly head: Uint8Array;
  readonly owner: Founder;
}

/** Sends a report as a reporter's browser would, without one. */
export async function sendReport(
  house: House,
  what = "有人看见了。",
  severity: "ordinary" | "crisis" = "ordinary",
): Promise<SealedReport> {
  const plan = planFor(await rosterOf(house.origin), house.clock.now(), { what, class: severity });
  const composed = await composeReport(plan, random);
  const answer = await ask(house.origin, routes.report, { parcel: reportBody(composed) });
  const salted = entriesOf(composed.header, answer).map(({ salt, text }) => ({ salt: fromBase64(salt), event: text }));
  const head = chain(salted).at(-1);
  const owner = house.founders.find(({ id }) => id === answer.owed?.owner);
  if (head === undefined || owner === undefined) throw new Error("an answer without entries or owner");
  return { case: composed.case, composed, receipt: spellCode(composed.receipt), answer, head, owner };
}

/** The file that the receipt page saves. */
export async function fileOf(house: House, sent: SealedReport, proof: string | null = null): Promise<string> {
  const { vkey } = await logKeyOf(house);
  const checkpoint = (await house.running().host.record.newest())?.note ?? "";
  const { promise } = sent.answer;
  const entries = entriesOf(sent.composed.header, sent.answer);
  const kept: Saved = { case: sent.case, entries, promise, proof, log: vkey, checkpoint };
  return `${sent.receipt}\n\n${writeSaved(kept)}`;
}

/** Comes back with a saved file alone. */
export async function comeBackWith(reporter: Visitor, file: string): Promise<void> {
  await reporter.go("/return");
  const chosen = { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from(file) };
  await reporter.page.locator("input[type=file]").setInputFiles(chosen);
  await reporter.page.getByRole("button", { name: chosen.name }).waitFor();
  await reporter.press("cases.receipt.open");
}

/** Where in the record the slot stands that the report was promised for. */
export async function placeOf(house: House, { answer }: SealedReport): Promise<number> {
  const [, , promised] = answer.promise.split("\n");
  const found = (await slotsOf(house)).find(({ slot }) => slot === Number(promised));
  if (found === undefined) throw new Error("the promised slot is not sealed yet");
  return found.index;
}
