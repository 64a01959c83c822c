import { MONTHS } from "./dates.ts";
import { language } from "./language.ts";

/** A month "YYYY-MM" as an axis writes it: "Nov" · "11月". */
export function formatMonth(month: string): string {
  const number = Number(month.slice(5, 7));
  return language() === "zh-CN" ? `${number}月` : (MONTHS[number - 1] ?? month);
}
