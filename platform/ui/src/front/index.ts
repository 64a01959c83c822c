export { Front } from "./front.tsx";
export type { FirstPart, FrontPart } from "./part.ts";
