export { ledger } from "./part.tsx";
