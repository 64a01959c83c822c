import { newestOf, type SealedKind } from "@niuniu/matter/web";
import { kind } from "../kind.ts";
import { readMessageLetter, readReportLetter, type MessageLetter, type ReportLetter } from "../letters.ts";
import { parseEntry } from "../parse.ts";
import { parsePolicy } from "../policy.ts";
import type { Case } from "../terms.ts";

/** A case, as a browser reads it: the same for its reporter and at the desk. */
export const sealedCase: SealedKind<Case, ReportLetter, MessageLetter> = {
  ...{ kind, read: parseEntry, policy: parsePolicy },
  ...{ readBeginning: readReportLetter, readMessage: readMessageLetter },
};

/** The rules of the newest statement. Throws as {@link newestOf} says. */
export const newestRules = newestOf(parsePolicy, "cases.older-page");
