export { changesBetween, memberChanges, nameIn, type Change as StatementChange } from "./changes.ts";
export * from "./moments.ts";
export * from "./routes.ts";
