/** The check of `niuniu verify`, for whoever runs it by another clock than this machine's, and the words of what it finds. */
export { hostSource } from "../source.ts";
export { say } from "../words.ts";
export type { Outcome } from "./task.ts";
export { verify } from "./verify.ts";
