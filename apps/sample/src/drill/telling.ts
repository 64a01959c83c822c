import { say as sayOfVerify, type Outcome } from "@niuniu/cli/verify";
import type { Member } from "@niuniu/roster";
import { TELLS } from "./moments.ts";
import type { Played, Row } from "./play.ts";
import { dayIn, momentIn, say, type Language } from "./words.ts";

/** A drill that was played, and what there is to tell of it. */
export interface Drill extends Played {
  readonly committee: readonly Pick<Member, "id" | "name" | "side">[];
  /** The zone of the house, such as "+08:00". */
  readonly zone: string;
  readonly verified: Pick<Outcome, "verdict" | "findings" | "size">;
}

/** The house of a drill: at which of this machine's ports is all the same. */
const HOST = "localhost";

type Teller = (drill: Drill, row: Row, language: Language) => readonly string[];

/** A member's name; that somebody is from outside is said wherever they are named. */
function nameIn({ committee }: Pick<Drill, "committee">, language: Language, id: string): string {
  const { name = id, side } = committee.find((one) => one.id === id) ?? {};
  return side === "outside" ? say(language, "drill.person", { name, side: say(language, "drill.outside") }) : name;
}

const listed = (names: readonly string[], language: Language): string => names.join(say(language, "drill.and"));

const whoReads: Teller = (drill, { page }, language) => {
  const names = listed(
    (page?.readers ?? []).map((id) => nameIn(drill, language, id)),
    language,
  );
  return [say(language, "drill.reported", { names })];
};

const advice: Teller = (_drill, { reads }, language) =>
  reads === null ? [] : [say(language, "drill.reads", { path: reads.path, text: reads.says[language] })];

/** What is new on the page, in its own words, and what it says is owed. */
const pageSays: Teller = (drill, { page }, language) => {
  if (page === null) return [];
  const valueIn = (key: string, value: string): string =>
    key === "day" ? dayIn(language, value) : nameIn(drill, language, value);
  const news = page.told.map(({ key, values, more }) => {
    const filled = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueIn(name, value)]));
    // By when it is due is said below, to the minute.
    const rest = more === undefined || more.endsWith(".moved-more") ? [] : [say(language, more, filled)];
    return [say(language, key, filled), ...rest].join(language === "en" ? ". " : "。");
  });
  const { owed } = page;
  const stands =
    owed === null
      ? []
      : [
          say(language, `cases.thread.owed.${owed.act}`, {
            name: nameIn(drill, language, owed.owner),
            date: momentIn(language, owed.due, drill.zone),
          }),
        ];
  return [say(language, "drill.page"), ...[...news, ...stands].map((line) => `  ${line}`)];
};

const proof: Teller = (_drill, { page }, language) => {
  if (page === null) return [];
  const { vouched, entries, amiss } = page;
  return [
    say(language, "drill.vouched", { vouched, n: entries }),
    ...(amiss.length === 0 ? [] : [say(language, "drill.amiss", { codes: amiss.join(", ") })]),
  ];
};

const mailed: Teller = (drill, { mails }, language) => {
  const names = Object.entries(mails).map(([id, n]) =>
    say(language, "drill.times", { name: nameIn(drill, language, id), n }),
  );
  return names.length === 0 ? [] : [say(language, "drill.mails", { names: listed(names, language) })];
};

function countWords(count: Row["counts"]["overdue"], language: Language): string {
  if (count === "none") return say(language, "cases.front.none");
  return count === "1-4" ? "1–4" : String(count);
}

const counted: Teller = (_drill, { counts, recounted }, language) => {
  if (!recounted) return [];
  const tiles = (["open", "overdue"] as const).map((name) =>
    say(language, "drill.count", { what: say(language, `cases.front.${name}`), n: countWords(counts[name], language) }),
  );
  const ever = say(language, "cases.front.missed-ever", { n: countWords(counts.missedEver, language) });
  return [say(language, "drill.counts", { counts: [...tiles, ever].join(" · ") })];
};

/** What the software did by itself until this hour, and what anybody could have read. */
function software(drill: Drill, row: Row, language: Language): readonly string[] {
  const before = row.hours < TELLS ? [say(language, "drill.unreported")] : [];
  const tellers = [...(row.hours === TELLS ? [whoReads] : []), advice, pageSays, mailed, counted];
  const last = row.then === null && (row.page?.amiss.length ?? 0) === 0 ? [] : [proof];
  return [...before, ...[...tellers, ...last].flatMap((teller) => teller(drill, row, language))];
}

const COLUMN = 10;

/** Lines under a word that stands before the first of them. A Chinese character is as wide as two others. */
function under(word: string, lines: readonly string[]): readonly string[] {
  const width = word.length + (word.match(/[一-鿿]/g) ?? []).length;
  const [first, others] = [`  ${word}${" ".repeat(COLUMN - 2 - width)}`, " ".repeat(COLUMN)];
  return lines.map((line, at) => `${at === 0 ? first : others}${line}`);
}

function rowLines(drill: Drill, row: Row, language: Language): readonly string[] {
  const { hours, at, then } = row;
  const when = momentIn(language, at, drill.zone);
  return [
    "",
    say(language, "drill.hour", { n: Number(hours.toFixed(1)), when }),
    ...(then === null ? [] : under(say(language, "drill.then"), [say(language, `drill.then.${then}`)])),
    ...under(say(language, "drill.niuniu"), software(drill, row, language)),
  ];
}

function endLines(drill: Drill, language: Language): readonly string[] {
  const { rows, seen, owned, verified } = drill;
  const told = rows.flatMap(({ page }) => page?.told ?? []);
  const [missed, moved] = ["missed.", "moved."].map(
    (word) => told.filter(({ key }) => key.includes(`.${word}`)).length,
  );
  const counted = countWords(rows.at(-1)?.counts.missedEver ?? "none", language);
  const owners = new Set(rows.flatMap(({ page }) => (page?.owed ? [page.owed.owner] : [])));
  const mails = rows.flatMap((row) => Object.values(row.mails)).reduce((sum, n) => sum + n, 0);
  const [holding, rest] = [true, false].map((holds) =>
    verified.findings.filter(({ state }) => (state === "holds") === holds),
  );
  const found = (rest ?? []).map(
    ({ state, sentence: { key, values } }) =>
      `  ${sayOfVerify(language, `mark.${state}`)}${sayOfVerify(language, key, values)}`,
  );
  return [
    "",
    say(language, "drill.end"),
    `  ${say(language, "drill.end.owned", { owned, seen })}`,
    `  ${say(language, "drill.end.missed", { missed: missed ?? 0, moved: moved ?? 0, counted, people: owners.size, mails })}`,
    `  ${say(language, "drill.end.words")}`,
    "",
    say(language, "drill.verify"),
    // What holds is said with how much there is of it, which is never twice the same.
    `  ${sayOfVerify(language, "mark.holds")}${say(language, "drill.holds", { n: holding?.length ?? 0 })}`,
    ...found,
    `  ${sayOfVerify(language, `verdict.${verified.verdict}`, { host: HOST, size: verified.size ?? 0 })}`,
  ];
}

/** All of a drill, for people. */
export function tellDrill(drill: Drill, language: Language): string {
  const { committee, zone, rows } = drill;
  const people = committee.map(({ name, side }) =>
    say(language, "drill.person", { name, side: say(language, `drill.${side}`) }),
  );
  return [
    say(language, "drill.title"),
    "",
    say(language, "drill.about"),
    say(language, "drill.invented", { zone }),
    say(language, "drill.committee", { names: listed(people, language) }),
    ...rows.flatMap((row) => rowLines(drill, row, language)),
    ...endLines(drill, language),
  ].join("\n");
}
