/* What is fetched where a report looks as if it held a receipt, or while very many arrive: one file, for both are small. */
export { holdsReceipt, ReceiptFound } from "@niuniu/matter/web";
export { solveWork } from "@niuniu/ui";
