import * as matter from "@niuniu/matter/web/receipt";
import { inWords } from "../../in-words.ts";
import type { MessageLetter, ReportLetter } from "../../letters.ts";
import { older, say, thread, type CaseClass, type ThreadHeader } from "../../routes.ts";
import type { Case } from "../../terms.ts";
import { loadWords } from "../load-words.ts";
import { newestRules, sealedCase } from "../sealed-case.ts";
import { askTrust } from "../trust.ts";

/** What a reporter can sign after the report. */
export type Saying =
  | { readonly kind: "say"; readonly text: string }
  | {
      readonly kind: "unanswered";
      readonly about: number;
      readonly reason: "not-an-answer" | "unreadable";
      readonly text: string | null;
    }
  | { readonly kind: "seen"; readonly about: number }
  | { readonly kind: "contest"; readonly about: number; readonly text: string | null }
  | { readonly kind: "raise"; readonly to: CaseClass; readonly text: string | null };

/** A case with everything opened that its receipt opens. */
export type OpenThread = matter.OpenThread<Case, ReportLetter, MessageLetter, ThreadHeader>;
export type Door = matter.Door<OpenThread, Saying>;
export type OpenDoor = matter.OpenDoor<OpenThread, Saying>;
export type Content = matter.Content<ReportLetter, MessageLetter>;

/** Acts of members whose words the reporter can open. */
export const TO_REPORTER: readonly string[] = ["answer", "stage", "outcome", "junk", "postpone", "reclass", "extend"];

/** A case, as its reporter comes back to it. */
export const receiptCase: matter.ReceiptKind<Case, ReportLetter, MessageLetter, ThreadHeader, Saying> = {
  ...{ ...sealedCase, newest: newestRules, thread, older, say, loadWords, trust: askTrust },
  ...{ toReporter: TO_REPORTER, internal: ["note", "second"] },
  letter: (text, name) => ({ niuniu: "message v1", case: name, text: inWords(text) }),
  says: (saying) => ({
    ...("about" in saying ? { about: saying.about } : {}),
    ...("to" in saying ? { to: saying.to } : {}),
    ...(saying.kind === "unanswered" ? { reason: saying.reason } : {}),
  }),
};
