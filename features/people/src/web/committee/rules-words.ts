import { addDays, isDay, type Day } from "@niuniu/owe";
import { formatDay, t } from "@niuniu/ui";
import type { RuleChange } from "./rules-change.ts";

/** Where a value stands in the texts is a path; these parts of it say nothing to people. */
const SILENT = ["policy", "cases", "notices", "calendar", "classes"];
const UNITS = ["hours", "days", "workingDays"];

const known = (part: string): string | null => {
  const key = `people.rules.at.${part}`;
  const words = t(key);
  return words === key ? null : words;
};

/** A place in the rules, as people say it. */
interface Place {
  /** What it is about, and which of its rules it is: empty where that says it all. */
  readonly about: string;
  readonly rule: string;
  readonly unit: string | null;
}

/** Where a value stands, as people say it, and in which unit; null where the place has no words of ours. */
export function sayPlace(at: string): Place | null {
  const parts = at.split(".").filter((part) => !SILENT.includes(part));
  const unit = parts.find((part) => UNITS.includes(part)) ?? null;
  const place = parts.filter((part) => part !== unit).map(known);
  const [about, ...rest] = place;
  if (typeof about !== "string" || rest.includes(null)) return null;
  return { about, rule: rest.join(t("people.rules.then")), unit: unit === null ? null : (known(unit) ?? unit) };
}

/** A change of a rule as people say it; null where its place has no words of ours, and only the texts' own spelling tells. */
export function sayChange({ at, from, to }: RuleChange): string | null {
  const said = sayPlace(at);
  if (said === null) return null;
  const place = [said.about, said.rule].filter(Boolean).join(t("people.rules.then"));
  const [before, after] = [listIn(from), listIn(to)];
  if (LISTS.includes(at) && before.every(isDay) && after.every(isDay))
    return t("people.rules.days", { at: place, changes: sayDays(before, after) });
  const value = (text: string): string => {
    const shown = text.startsWith("[") ? listIn(text).join(t("people.comma")) || "–" : text;
    return said.unit === null || shown === "–" ? shown : `${shown} ${said.unit}`;
  };
  return t("people.rules.change", { at: place, from: value(from), to: value(to) });
}

/** Where lists of days stand: which of them come and go says more than both in full. */
const LISTS = ["calendar.holidays", "calendar.workdays"];

const listIn = (text: string): readonly unknown[] => (text.startsWith("[") ? (JSON.parse(text) as unknown[]) : []);

function sayDays(before: readonly Day[], after: readonly Day[]): string {
  const lacking = (these: readonly Day[], those: readonly Day[]): readonly Day[] =>
    these.filter((day) => !those.includes(day)).toSorted();
  const changes = [
    ["in", lacking(after, before)],
    ["out", lacking(before, after)],
  ] as const;
  const said = changes.flatMap(([how, days]) =>
    days.length === 0 ? [] : [t(`people.rules.days.${how}`, { days: sayRuns(days) })],
  );
  return said.length === 0 ? t("people.rules.days.none") : said.join(t("people.rules.days.then"));
}

/** Days in order, those that follow each other as one, each with its year. */
export function sayRuns(days: readonly Day[]): string {
  const runs: { readonly from: Day; readonly until: Day }[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && addDays(last.until, 1) === day) runs[runs.length - 1] = { ...last, until: day };
    else runs.push({ from: day, until: day });
  }
  const said = (day: Day): string => formatDay(day, 0);
  return runs
    .map(({ from, until }) =>
      from === until ? said(from) : t("people.rules.days.run", { from: said(from), until: said(until) }),
    )
    .join(t("people.comma"));
}
