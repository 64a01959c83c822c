import { hash as platformHash } from "node:crypto";
import { dayOf, readCalendar } from "@niuniu/owe";
import { policyIn, readUntil } from "@niuniu/upkeep/rules";
import type { Source } from "../source.ts";
import { CannotCheck } from "../trouble.ts";
import type { Findings } from "./finding.ts";
import { fieldsOf, parseFields, SMALL, textAt, type Served } from "./json.ts";
import type { Line, Listed } from "./upkeep-json.ts";

const TEXTS = "/now/texts";
const LANGUAGES = ["en", "zh-CN"] as const;
const HOUR = 3_600_000;

interface Asked {
  readonly source: Source;
  readonly served: Served;
  readonly now: number;
}

/**
 * The page of the first hours, as everybody is given it: that it says what the texts do, that these are those which the committee's duty goes by,
 * and that nobody is said to have read them where no confirmed word of a member says so. A host that is updated meanwhile looks like a difference:
 * it is told, and is no lie.
 */
export async function checkFirstHours(
  { source, served, now }: Asked,
  listed: Listed,
  findings: Findings,
): Promise<void> {
  if (listed.texts === null) return;
  const text = await textAt(source, TEXTS, SMALL);
  const texts = parseFields(text);
  if (texts?.["niuniu"] !== "first hours v1")
    throw new CannotCheck("not-understood", { host: source.name, path: TEXTS });
  const hash = platformHash("sha256", text);
  const pages = await Promise.all(LANGUAGES.map((language) => textAt(source, `/now?lang=${language}`, SMALL)));
  const words = LANGUAGES.map((language) => fieldsOf(texts[language]) ?? {});
  const shows = pages.every((page, at) => missingIn(page, words[at] ?? {}) === null);
  const isRead = pages.some((page, at) => !page.includes(shown(words[at]?.["now.note.unsigned"])));
  const holds = listed.lines.some((line) => isReadBy(line, hash, { served, now }));
  const values = { hash: hash.slice(0, 8) };
  if (hash !== listed.texts || !shows) findings.missing("missing.first-hours-texts", values);
  else if (isRead && !holds) findings.missing("missing.first-hours-read", values);
  else findings.holds(holds ? "holds.first-hours-read" : "holds.first-hours", values);
}

/** Whether a confirmed word about just these texts holds; a day more, for clocks differ. */
function isReadBy({ reviewed }: Line, hash: string, { served, now }: Pick<Asked, "served" | "now">): boolean {
  const { firstHours } = policyIn(JSON.parse(served.policy));
  if (reviewed?.texts !== hash || firstHours === undefined) return false;
  return dayOf(now - 24 * HOUR, readCalendar(JSON.parse(served.calendar))) < readUntil(reviewed, firstHours);
}

/** The titles and points of the sections; those of the letter and of the numbers stand elsewhere, or are put together. */
const POINT = /^now\.(?!letter\.|numbers\.|here\.)\w+\.(title|item\d+)$/;
const GAP = /\{\w+\}/;

/** The key of the first point that the page does not show; null where it shows all of them. A point about whom to talk to may have nobody. */
function missingIn(page: string, words: Readonly<Record<string, unknown>>): string | null {
  const keys = Object.keys(words).filter((key) => POINT.test(key) && !String(words[key]).includes("{help}"));
  const gone = keys.find((key) =>
    String(words[key])
      .split(GAP)
      .some((part) => !page.includes(shown(part))),
  );
  return keys.length === 0 ? "" : (gone ?? null);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const shown = (text: unknown): string => String(text).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
