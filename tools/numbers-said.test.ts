import { globSync, readFileSync } from "node:fs";
import { COUNTERSIGNED_WITHIN } from "@niuniu/note";
import { SLOT } from "@niuniu/record";
import { WAIT } from "@niuniu/roster";
import { expect, it } from "vitest";
import { LOOKS_BACK } from "../features/cases/src/on-time.ts";
import { STOOD } from "../features/cases/src/telling.ts";
import { DAYS } from "../features/ledger/src/web/explorer/state-card.tsx";
import { EFFECT_AHEAD } from "../features/people/src/rules.ts";
import { MOST_ISSUERS } from "../features/people/src/web/committee/others.ts";
import { BETWEEN_MILESTONES } from "../platform/host/src/record/seal.ts";
import { GRACE } from "../platform/matter/src/listen.ts";
import { WINDOW } from "../platform/matter/src/server/receipts.ts";
import { spreadOver } from "../platform/matter/src/web/owed/week.tsx";
import calendar from "../platform/wire/src/calendar.json" with { type: "json" };
import { ROOT } from "./build-pages.ts";

/*
 * A span or a limit is put into its sentence from the rule where the page has it there. Where it stands in the words themselves, it is what the
 * code keeps. What a committee sets in its policy never stands there: it is put in from the policy.
 */

const [SECOND, MINUTE] = [1_000, 60_000];
const DAY = 24 * 60 * MINUTE;

/** How a number is written, in both languages, what it is in the code, and in which sentences: the beginning of a key or of a refusal. */
const KEPT: readonly {
  readonly en: string;
  readonly zh: RegExp;
  readonly is: readonly (readonly [of: number, said: number])[];
  readonly at: RegExp;
}[] = [
  {
    en: "three days",
    zh: /三天/,
    is: [[WAIT / DAY, 3]],
    at: /^(cases\.(check|record)|people\.front)\.early|^ledger\.desk\.alarm/,
  },
  { en: "seven days", zh: /七天/, is: [[COUNTERSIGNED_WITHIN / DAY, 7]], at: /^cases\.record\.lost\.do-signed/ },
  {
    en: "seven days",
    zh: /七天/,
    is: [[spreadOver([], 0, calendar).days.length, 7]],
    at: /^matter\.week/,
  },
  { en: "7 days", zh: /7 ?天/, is: [[EFFECT_AHEAD / DAY, 7]], at: /^people\/wrong-effect/ },
  { en: "90 days", zh: /90 ?天/, is: [[LOOKS_BACK, 90]], at: /^(cases\.front|ledger\.figures)\./ },
  { en: "30 days", zh: /30 ?天/, is: [[DAYS, 30]], at: /^ledger\.state\.away/ },
  { en: "a full working day", zh: /满一个工作日/, is: [[STOOD.workingDays, 1]], at: /^cases\./ },
  { en: "ten minutes", zh: /十分钟/, is: [[GRACE / MINUTE, 10]], at: /^cases\.desk\.clocks-apart/ },
  { en: "five minutes", zh: /五分钟/, is: [[WINDOW / MINUTE, 5]], at: /^cases\/stale-request/ },
  {
    en: "five minutes",
    zh: /五分钟/,
    is: [[(BETWEEN_MILESTONES * SLOT) / MINUTE, 5]],
    at: /^ledger\.(desk\.asked|state\.fresh)/,
  },
  {
    en: "ten seconds",
    zh: /十秒/,
    is: [[SLOT / SECOND, 10]],
    at: /^(cases\.record\.slot|ledger\.(record|list)|people\.(broken|resolution))/,
  },
  { en: "four keys", zh: /四个密钥/, is: [[MOST_ISSUERS, 4]], at: /^people\.others/ },
];

/** About as long as something takes, or a name of five characters on the receipt: no rule. */
const SAYINGS = /^(ledger\.verify|people\.join\.paper|cases\.sent\.check-label)/;
/** What a body or a camera allows, and what somebody who was told something owes: no program keeps it. */
const ADVICE = /^(now|told)\./;
/** Bounds of what a policy may say, told where one is refused: its own test tells them. */
const BOUNDS = "notices/";

const COUNTED = new RegExp(
  `\\b(?:\\d[\\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|sixteen|thirty|sixty|ninety|a full) (?:${[
    ...[
      "idle minutes?",
      "hours?",
      "(?:working )?days?",
      "minutes?",
      "seconds?",
      "characters",
      "keys",
      "weeks?",
      "months?",
      "years?",
    ],
  ].join("|")})\\b`,
  "gi",
);

interface Said {
  readonly key: string;
  readonly en: string;
  readonly zh: string;
}

const read = (file: string): string => readFileSync(`${ROOT}/${file}`, "utf8");
const files = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: ROOT, exclude: (path) => path === "node_modules" });

const strings: readonly Said[] = files("{features,platform}/*/src/**/en.json").flatMap((file) => {
  const [en, zh] = [file, file.replace(/en\.json$/, "zh-CN.json")].map(
    (one) => JSON.parse(read(one)) as Readonly<Record<string, string>>,
  );
  return Object.entries(en ?? {}).map(([key, text]) => ({ key, en: text, zh: zh?.[key] ?? "" }));
});
const REFUSAL = /"([a-z]+\/[a-z-]+)": \{\s*status: \d+,\s*en:\s*"([^"]*)",\s*"zh-CN":\s*"([^"]*)"/g;
const refused: readonly Said[] = files("{features,platform}/*/src/*refusals.ts").flatMap((file) =>
  [...read(file).matchAll(REFUSAL)].map(([, key = "", en = "", zh = ""]) => ({ key, en, zh })),
);

const counted = [...strings, ...refused]
  .filter(({ key }) => !SAYINGS.test(key) && !ADVICE.test(key) && !key.startsWith(BOUNDS))
  .flatMap((said) => [...said.en.matchAll(COUNTED)].map(([words]) => ({ ...said, words: words.toLowerCase() })));

it("every span and limit that a sentence states in figures or words is one that the code keeps, in both languages", () => {
  expect(refused.length).toBeGreaterThan(100);
  const unfounded = counted.filter(
    ({ key, words, zh }) => !KEPT.some((kept) => kept.en === words && kept.at.test(key) && kept.zh.test(zh)),
  );
  expect(unfounded.map(({ key, words }) => `${key}: ${words}`)).toEqual([]);
});

it.each(KEPT)("$en is what is kept, and is said somewhere ($at)", ({ en, at, is }) => {
  for (const [of, said] of is) expect(of).toBe(said);
  expect(counted.filter(({ key, words }) => words === en && at.test(key)).length).toBeGreaterThan(0);
});

it("advice names the same figures in both languages", () => {
  const figures = (text: string): readonly string[] => text.match(/\d+/g)?.toSorted() ?? [];
  const advice = strings.filter(({ key, en }) => ADVICE.test(key) && /\d/.test(en));
  expect(advice.length).toBeGreaterThan(5);
  for (const { key, en, zh } of advice) expect(figures(zh), key).toEqual(figures(en));
});
