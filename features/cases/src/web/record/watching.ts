/* What the public page fetches to compare the record with what this device remembers: one file, shared with the thread. */
export { askBetween } from "./ask-between.ts";
export { watchRecord } from "./watch.ts";
