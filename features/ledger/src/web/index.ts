export { LedgerPage } from "./ledger-page.tsx";
export { startLedger } from "./start.ts";
