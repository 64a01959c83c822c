/* What is fetched where a report looks as if it held a receipt, or while very many arrive: one file, for both are small. */
export { ReceiptFound } from "./receipt/receipt-found.tsx";
export { holdsReceipt } from "./receipt/receipt-in.ts";
export { solve } from "./report/work.ts";
