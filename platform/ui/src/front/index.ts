export { Front } from "./front.tsx";
export { MonthBars } from "./month-bars.tsx";
export type { FirstPart, FrontPart } from "./part.ts";
