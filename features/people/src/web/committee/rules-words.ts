import { t } from "@niuniu/ui";
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
  const value = (text: string): string => (said.unit === null || text === "–" ? text : `${text} ${said.unit}`);
  const place = [said.about, said.rule].filter(Boolean).join(t("people.rules.then"));
  return t("people.rules.change", { at: place, from: value(from), to: value(to) });
}
