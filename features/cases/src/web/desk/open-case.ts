import { openingOf, type DeskKind, type OpenedMatter } from "@niuniu/matter/web/desk";
import type { MessageLetter, ReportLetter } from "../../letters.ts";
import type { ThreadHeader } from "../../routes.ts";
import type { Case } from "../../terms.ts";
import { sealedCase } from "../sealed-case.ts";

/** A case as this desk believes it. Everything in it was checked here, or is named as not matching. */
export type OpenedCase = OpenedMatter<Case, ReportLetter, MessageLetter, ThreadHeader>;
export type OpenedEntry = OpenedCase["entries"][number];

/** A case at the desk: its class stands inside the report as well, whatever it became since. */
export const deskCase: DeskKind<Case, ReportLetter, MessageLetter> = {
  ...sealedCase,
  doubts: (report, act) => (act.kind === "report" && report.class !== act.class ? [{ code: "class", number: 1 }] : []),
};

/** Checks a thread, opens what can be opened with the member's keys, and reruns the rules over it. Never throws for what it reads. */
export const openCase = openingOf<Case, ReportLetter, MessageLetter, ThreadHeader>(deskCase);
