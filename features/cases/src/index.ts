export * from "./events.ts";
export { isMemberId, parseAct, parseEvent } from "./parse.ts";
export * from "./policy.ts";
export type { CaseClass, Stage } from "./routes.ts";
