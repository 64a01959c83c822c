/* What is fetched where a statement is of the last days, or a log says that it was put back: one file, for both are small. */
export { earlyIn, recordOf } from "./early.ts";
export { readPutBack } from "./put-back.ts";
