import { parseArgs } from "node:util";
import { join } from "node:path";
import { DEFAULT } from "@niuniu/cases";
import { hostSource, verify, type Outcome } from "@niuniu/cli/verify";
import { closingOf, isDay, type Instant } from "@niuniu/owe";
import { SLOT } from "@niuniu/record";
import { activeMembers } from "@niuniu/roster";
import { rosterOf } from "../reporter.ts";
import { openHouse, type House } from "./house.ts";
import { letter, TELLS } from "./moments.ts";
import { playStory } from "./play.ts";
import { tellDrill, type Drill } from "./telling.ts";
import { say, type Language } from "./words.ts";

/** How a command ends, as all others do: done · something does not hold · it could not be done. */
const EXIT = { fine: 0, wrong: 1, undone: 2 } as const;
/** The dinner, where nothing else is said: a Wednesday, so that the days after it are days of work. */
const START = "2026-03-04T20:00";
const HOUR = 3_600_000;
const LANGUAGES: Readonly<Record<string, readonly Language[]>> = { zh: ["zh-CN"], en: ["en"], both: ["zh-CN", "en"] };

interface Asked {
  readonly languages: readonly Language[];
  readonly begins: Instant;
  readonly json: boolean;
}

/** A moment by the clocks of the sample, "YYYY-MM-DDTHH:MM"; null for anything else. */
function momentAt(text: string): Instant | null {
  const [, day = "", time = ""] = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  return isDay(day) ? closingOf(day, { ...DEFAULT.calendar, closes: time }) : null;
}

/** What was asked for; null where it makes no sense. */
function readAsked(given: readonly string[]): Asked | "help" | null {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      ...{ args: [...given], allowPositionals: true },
      options: { language: text, start: text, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    const { language = "both", start = START, json = false, help } = values;
    if (help === true) return "help";
    const [languages, begins] = [LANGUAGES[language], momentAt(start)];
    if (positionals.join(" ") !== "letter" || languages === undefined || begins === null) return null;
    return { languages, begins, json };
  } catch {
    return null;
  }
}

/** What somebody outside finds who checks this house now, by its clock. */
async function verified({ origin, folder, now, moveTo }: House): Promise<Outcome> {
  // The seconds in which the last thing happened are over, so that their entry stands in the record.
  await moveTo(now() + SLOT);
  const source = hostSource(new URL(origin));
  const task = { source, folder: join(folder, "verified"), full: false, parts: "all", language: "en" } as const;
  try {
    return await verify({ ...task, now: now() });
  } finally {
    source.close();
  }
}

/**
 * Plays the drill on a line of its own, of which nothing is left. `closing` is given what ends it before its time. Null where no line could
 * be started; why has been said.
 */
export async function drillLetter(
  begins: Instant,
  closing: (close: House["close"]) => void = () => undefined,
): Promise<Drill | null> {
  const ends = begins + (letter.at(-1)?.hours ?? TELLS) * HOUR;
  const house = await openHouse(begins, ends, closing);
  if (house === null) return null;
  try {
    const roster = await rosterOf(house.origin);
    const said = { what: say("zh-CN", "drill.report"), class: "crisis" } as const;
    const played = await playStory({ house, moments: letter, begins, said });
    const committee = activeMembers(roster, begins).map(({ id, name, side }) => ({ id, name, side }));
    return { ...played, committee, zone: DEFAULT.calendar.offset, verified: await verified(house) };
  } finally {
    await house.close();
  }
}

/** For a program: the rows, with every sentence of the page as its key and what fills it. */
const asJson = ({ committee, zone, rows, seen, owned, verified: { verdict, findings } }: Drill): string =>
  JSON.stringify(
    {
      ...{ niuniu: "drill v1", drill: "letter", zone, committee },
      rows: rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
      ...{ seen, owned },
      verify: { verdict, findings: findings.map(({ state, sentence }) => ({ state, code: sentence.key })) },
    },
    null,
    2,
  );

/** Whoever ends it early finds nothing of it left either. */
function endOnSignals(close: House["close"]): void {
  const end = (): void => void close().finally(() => process.exit(EXIT.undone));
  process.once("SIGINT", end).once("SIGTERM", end);
}

/** `niuniu drill letter [--language zh|en|both] [--start YYYY-MM-DDTHH:MM] [--json]` */
async function command(given: readonly string[]): Promise<number> {
  const asked = readAsked(given);
  if (asked === null || asked === "help") {
    const usage = (["zh-CN", "en"] as const).map((language) => say(language, "drill.usage"));
    (asked === "help" ? process.stdout : process.stderr).write(`${usage.join("\n\n")}\n`);
    return asked === "help" ? EXIT.fine : EXIT.undone;
  }
  const drill = await drillLetter(asked.begins, endOnSignals);
  if (drill === null) return EXIT.undone;
  const text = asked.json ? asJson(drill) : asked.languages.map((one) => tellDrill(drill, one)).join("\n\n\n");
  process.stdout.write(`${text}\n`);
  const amiss = drill.rows.some(({ page }) => (page?.amiss.length ?? 0) > 0);
  return amiss || drill.verified.verdict === "lied" ? EXIT.wrong : EXIT.fine;
}

if (import.meta.main) process.exitCode = await command(process.argv.slice(2));
