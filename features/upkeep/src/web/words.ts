import { nameOf, type Roster } from "@niuniu/roster";
import { formatDay, t } from "@niuniu/ui";
import type { UpkeepState, UpkeepTerms } from "../terms.ts";

type Named = Pick<UpkeepState, "what" | "subject">;

/** As much of a hash as people compare; the page of the first hours shows the same. */
export const hashWords = (hash: string): string => hash.slice(0, 8);

/** What is owed, as this page knows acts. */
export const actOf = (act: string): UpkeepTerms["act"] => (act === "confirm" ? "confirm" : "do");

/** What is owed, in a few words. */
export const titleOf = ({ what }: Named): string => t(`upkeep.what.${what}`);

/** Which one: the day a statement ends, whose seat, which year; nothing where there is only one at a time. */
export function whichOf({ what, subject }: Named, roster: Roster, now: number): string {
  const [first = "", second = ""] = subject.split(" ");
  if (what === "statement") return t("upkeep.which.statement", { day: formatDay(subject, now) });
  if (what === "calendar") return t("upkeep.which.calendar", { year: subject });
  if (what === "first-hours") return t("upkeep.which.first-hours", { hash: hashWords(first) });
  if (what !== "seat") return "";
  return first.startsWith("size-")
    ? t("upkeep.which.size", { size: first.slice("size-".length) })
    : t("upkeep.which.seat", { name: nameOf(roster, first), day: formatDay(second, now) });
}
