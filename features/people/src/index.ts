export { changesBetween, memberChanges, nameIn, type StatementChange } from "./changes.ts";
export * from "./moments.ts";
export * from "./routes.ts";
