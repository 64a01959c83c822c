/*
 * What is fetched where a report looks as if it held a receipt, while very many arrive, or where a statement is younger in the record
 * than it says: one file, for all of it is small.
 */
import { addStrings } from "@niuniu/ui";
import en from "./strings/early/en.json" with { type: "json" };
import zh from "./strings/early/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

export { EarlyNotice, holdsReceipt, ReceiptFound } from "@niuniu/matter/web";
export { solveWork } from "@niuniu/ui";
