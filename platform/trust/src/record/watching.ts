/* What is fetched to compare the record with what this device or page remembers: one file, shared with the thread. */
export { askBetween } from "./ask-between.ts";
export { pinOnce } from "./pinning.ts";
export { watchRecord } from "./watch.ts";
