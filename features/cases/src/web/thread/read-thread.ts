import { readingOf, type ReadThread } from "@niuniu/matter/web";
import type { ThreadHeader } from "../../routes.ts";
import type { Case } from "../../terms.ts";
import { newestRules } from "../newest-rules.ts";
import { sealedCase } from "../sealed-case.ts";

/** The thread of a case after everything that can be checked without opening it has been. */
export type Thread = ReadThread<Case, ThreadHeader>;

/** Checks the thread of a case against its receipt, the statements and the rules. Throws only as {@link newestRules} does. */
export const readThread = readingOf<Case, ThreadHeader>(sealedCase, newestRules);
