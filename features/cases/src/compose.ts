import { beginSealed, type BeginningPlan, type Begun, type Progress } from "@niuniu/matter/begin";
import type { SaltedText } from "@niuniu/matter";
import type { Random } from "@niuniu/seal";
import { writeParcel } from "@niuniu/seal/parcel";
import { inWords } from "./in-words.ts";
import type { ReportLetter } from "./letters.ts";
import type { ReportAnswer, ReportHeader } from "./routes.ts";

/** What a reporter decided, before anything is sealed. */
export interface ReportPlan extends Pick<BeginningPlan, "readers" | "date"> {
  readonly letter: Omit<ReportLetter, "niuniu" | "case" | "auth">;
  /** Hash of the roster statement the recipients come from, hex. */
  readonly statement: string;
  /** Whether the receipt may open the report itself later, or only the replies. */
  readonly receiptOpensReport: boolean;
}

/** A report ready to send. Sending the same body twice stores it once. */
export type ComposedReport = Begun;

/** Seals a report in the reporter's own browser, as `beginSealed` of platform/matter does. Refused "cases/no-words". */
export async function composeReport(
  { letter, statement, receiptOpensReport, readers, date }: ReportPlan,
  random: Random,
  progress: Progress = () => undefined,
): Promise<ComposedReport> {
  inWords(letter.what);
  const sealed = (name: string, auth: string): ReportLetter => ({ niuniu: "report v1", case: name, auth, ...letter });
  const says = { class: letter.class, statement };
  const plan = { letter: sealed, kind: "report", says, readers, receiptOpens: receiptOpensReport, date };
  return beginSealed(plan, random, progress);
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
