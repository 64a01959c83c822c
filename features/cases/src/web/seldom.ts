/*
 * What is fetched where a report looks as if it held a receipt, while very many arrive, where a statement is younger in the record
 * than it says, the record or the committee is not what this device saw before or does not hold, where nothing proves yet that a report was taken, or its proof is in doubt: one file, for all of it is small.
 */
import { addStrings } from "@niuniu/ui";
import en from "./strings/early/en.json" with { type: "json" };
import zh from "./strings/early/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

export { EarlyNotice, holdsReceipt, ReceiptFound } from "@niuniu/matter/web";
export { Unproven } from "@niuniu/matter/web/begin";
export { Doubtful } from "./report/doubtful.tsx";
export { solveWork } from "@niuniu/ui";
