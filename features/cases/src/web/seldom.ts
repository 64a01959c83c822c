/*
 * What is fetched where a report looks as if it held a receipt, while very many arrive, where a statement is younger in the record
 * than it says, or where nothing proves yet that a report was taken: one file, for all of it is small.
 */
import { addStrings } from "@niuniu/ui";
import en from "./strings/early/en.json" with { type: "json" };
import zh from "./strings/early/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

export { EarlyNotice, holdsReceipt, ReceiptFound } from "@niuniu/matter/web";
export { Unproven } from "./report/unproven.tsx";
export { solveWork } from "@niuniu/ui";
