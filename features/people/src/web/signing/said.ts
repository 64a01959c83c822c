import type { Duty, Member } from "@niuniu/roster";
import { formatDay, t } from "@niuniu/ui";
import type { StatementChange } from "../../changes.ts";

/** Duties in words, one after the other. */
const dutiesIn = (duties: readonly Duty[]): string =>
  duties.map((duty) => t(`people.duty.${duty}`)).join(t("people.comma"));

const daysIn = (from: unknown, until: unknown): Readonly<Record<string, string>> =>
  typeof from === "string" && typeof until === "string"
    ? { from: formatDay(from, Date.now()), until: formatDay(until, Date.now()) }
    : {};

/** One thing that a statement would say otherwise of somebody, in words. */
export function sayChange({ code, values, duties = [] }: StatementChange): string {
  if (code === "serves" && duties.length === 0) return t("people.said.serves-nothing", values);
  const days = daysIn(values["from"], values["until"]);
  return t(`people.said.${code}`, { ...values, ...days, duties: dutiesIn(duties) });
}

/** What a statement says of a member besides name, role, side and unit, in words; the first version says nothing. */
export function saidOf({
  line = "",
  serves,
  elected,
  appointed,
  from,
  until,
  alternate,
}: Partial<Member>): readonly string[] {
  const came = appointed !== undefined ? "appointed" : elected !== undefined ? "elected" : null;
  const days = daysIn(from, until);
  return [
    ...(alternate === true ? [t("people.says.alternate")] : []),
    ...(line === "" ? [] : [t("people.says.line", { line })]),
    ...(serves === undefined || serves.length === 0 ? [] : [t("people.says.serves", { duties: dutiesIn(serves) })]),
    ...(came === null ? [] : [t(`people.says.${came}`, { by: appointed ?? "", ...days })]),
  ];
}
