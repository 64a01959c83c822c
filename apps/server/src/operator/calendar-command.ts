import { BadTable, calendarFor, OWN_TABLES, tableOf, whereIs, type Where } from "@niuniu/host";
import { signedCalendar } from "@niuniu/host/archive";
import type { Calendar, Day } from "@niuniu/owe";
import { readCountry, readSettings, readZone, type Settings } from "../config.ts";
import { BadArgument, readOptions, type Options } from "./arguments.ts";
import { linesOf } from "./calendar-lines.ts";
import { placeOf, type Console } from "./console.ts";

/** `niuniu calendar`: which days are off and which weekend days are worked, and in what the signed calendar differs. */
export async function calendarCommand(given: readonly string[], to: Console): Promise<number> {
  const options = readOptions(given, ["--country", "--zone", "--year"]);
  const place = placeOf(options);
  const now = Date.now();
  const years = yearsIn(options.get("--year"), now);
  const { where, fresh } = namingFaults(() => {
    const asked = whereAsked(options, place.data);
    return { where: asked, fresh: calendarFor(asked, now) };
  });
  for (const year of years) tellYear(where, year, to);
  const signed = await signedCalendar(place, to.failed);
  if (signed === null) to.tell("calendar.unsigned");
  else tellChanges(signed, fresh, to);
  to.tell("calendar.next", { file: OWN_TABLES });
  return 0;
}

/** What is wrong in the operator's own tables is said with its line. */
function namingFaults<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadTable)) throw error;
    const { line, why, word } = error;
    throw new BadArgument(`calendar.bad.${why}`, { file: OWN_TABLES, line, word });
  }
}

function yearsIn(text: string | undefined, now: number): readonly number[] {
  if (text === undefined) return [0, 1].map((more) => new Date(now).getUTCFullYear() + more);
  if (!/^(19|2\d)\d{2}$/.test(text)) throw new BadArgument("arguments.year");
  return [Number(text)];
}

/** Where it was asked about, or the settings say that the organisation is. A zone that was named has the holidays of its country. */
function whereAsked(options: Options, data: string): Where {
  const settings = readSettings(process.env, process.cwd());
  const [zone, country] = [options.get("--zone"), options.get("--country")];
  const where = whereIs({
    zone: zone === undefined ? (settings.zone ?? null) : readZone(zone, "--zone"),
    country: country === undefined ? countryOf(settings, zone) : readCountry(country, "--country"),
    data,
  });
  if (where === null) throw new Error("the settings name no zone");
  return where;
}

const countryOf = ({ country = null }: Settings, zone: string | undefined): string | null =>
  zone === undefined ? country : null;

function tellYear({ zone, place, own }: Where, year: number, { tell, language }: Console): void {
  const found = place === null ? null : tableOf(place, year, own);
  if (found === null) {
    tell("calendar.none", { place: place ?? zone, year, file: OWN_TABLES });
    return;
  }
  const { off, work } = found.table;
  tell(`calendar.from.${found.source}`, { off: off.length, work: work.length, file: OWN_TABLES });
  const lines = linesOf(off, work, year, language);
  tell("calendar.table", { place: place ?? "", year, lines: lines.join("\n") });
}

/** What the calendar that would be made now says otherwise than the signed one, from its first year on: it leaves out years that are over. */
function tellChanges(signed: Calendar, fresh: Calendar, { tell, language }: Console): void {
  tell("calendar.signed", {
    name: signed.name ?? signed.zone ?? signed.offset,
    years: signed.years?.join(", ") ?? "–",
  });
  const since = `${fresh.years?.[0] ?? ""}`;
  const lacking = (these: readonly Day[] = [], those: readonly Day[] = []): readonly Day[] =>
    these.filter((day) => day >= since && !those.includes(day));
  const changes = ([one, other]: readonly [Calendar, Calendar], sign: string): readonly string[] =>
    linesOf(lacking(one.holidays, other.holidays), lacking(one.workdays, other.workdays), 0, language).map(
      (line) => `${sign} ${line}`,
    );
  const lines = [...changes([fresh, signed], "+"), ...changes([signed, fresh], "-")];
  if (lines.length === 0) tell("calendar.same");
  else tell("calendar.changes", { lines: lines.join("\n") });
}
