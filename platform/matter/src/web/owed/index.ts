export { duePill, dueWords, groupedName, shortName, type DuePill } from "./due.ts";
export type { OwedLine } from "../../routes.ts";
export type { OwedPage, OwedRow, Owes, PartOwing } from "./owes.ts";
export { whatIsOwed } from "./part.tsx";
