/* What is fetched where a report looks as if it held a receipt. */
export { ReceiptFound } from "./receipt-found.tsx";
export { holdsReceipt } from "./receipt-in.ts";
