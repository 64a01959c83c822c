import { HANDLING, type Duty, type Member } from "@niuniu/roster";
import { formatDay, t } from "@niuniu/ui";
import type { StatementChange } from "../../changes.ts";

/** Duties in words, one after the other. */
export const dutiesIn = (duties: readonly Duty[]): string =>
  duties.map((duty) => t(`people.duty.${duty}`)).join(t("people.comma"));

/** A day of a term: with its year, whichever it is, since terms are read by years. */
const dayOf = (day: string): string => formatDay(day, 0);

const daysIn = (from: unknown, until: unknown): Readonly<Record<string, string>> =>
  typeof from === "string" && typeof until === "string" ? { from: dayOf(from), until: dayOf(until) } : {};

/** How somebody came here and until when, in words; null where a statement says nothing of it. */
function termIn({ elected, appointed, from, until }: Partial<Member>): string | null {
  const came = appointed !== undefined ? "appointed" : elected !== undefined ? "elected" : null;
  return came === null ? null : t(`people.says.${came}`, { by: appointed ?? "", ...daysIn(from, until) });
}

const orUnsaid = (text: string): string => (text === "" ? t("people.said.unsaid") : text);
const officeIn = ({ role, side }: Member): string => `${role} · ${t(`people.side.${side}`)}`;

/** What a statement says in the place of each change of a member, in words. */
function placesIn(member: Member, sides: boolean): Readonly<Record<string, string>> {
  const term = termIn(member) ?? t("people.said.unsaid");
  return {
    office: sides ? officeIn(member) : member.role,
    unit: orUnsaid(member.unit),
    line: orUnsaid(member.line ?? ""),
    serves: orUnsaid(dutiesIn(member.serves ?? HANDLING)),
    ...{ elected: term, appointed: term, "no-term": term },
  };
}

/** One thing that a statement would say otherwise of somebody, in words: what it was, and what it would be. */
export function sayChange({ code, values, duties = [], of }: StatementChange): string {
  if (of === undefined) return t(`people.said.${code}`, { ...values, ...daysIn(values["from"], values["until"]) });
  const sides = of.before.side !== of.now.side;
  const [before, now] = [placesIn(of.before, sides)[code] ?? "", placesIn(of.now, sides)[code] ?? ""];
  if (code === "serves" && duties.length === 0) return t("people.said.serves-nothing", { ...values, before });
  return t(`people.said.${code}`, { ...values, ...daysIn(values["from"], values["until"]), before, now });
}

/** What a statement says of a member besides name, role, side and unit, in words; the first version says nothing. */
export function saidOf({ line = "", serves, alternate, ...term }: Partial<Member>): readonly string[] {
  const came = termIn(term);
  return [
    ...(alternate === true ? [t("people.says.alternate")] : []),
    ...(line === "" ? [] : [t("people.says.line", { line })]),
    ...(serves === undefined || serves.length === 0 ? [] : [t("people.says.serves", { duties: dutiesIn(serves) })]),
    ...(came === null ? [] : [came]),
  ];
}
