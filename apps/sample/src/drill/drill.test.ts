import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFAULT } from "@niuniu/cases";
import type { Owed } from "@niuniu/matter";
import { dueAt } from "@niuniu/owe";
import { beforeAll, describe, expect, it } from "vitest";
import { drillLetter } from "./command.ts";
import { letter, TELLS } from "./moments.ts";
import type { Row } from "./play.ts";
import { tellDrill, type Drill } from "./telling.ts";
import chinese from "./strings/zh-CN.json" with { type: "json" };
import english from "./strings/en.json" with { type: "json" };

const HOUR = 3_600_000;
const begins = Date.parse("2026-03-04T20:00+08:00");
const { calendar, policy } = DEFAULT;
const { answer, afterMiss } = policy.classes.crisis;

let drill: Drill;
let left: readonly string[];
beforeAll(async () => {
  const [usual, own] = [process.env["TMPDIR"], mkdtempSync(join(tmpdir(), "niuniu-test-"))];
  process.env["TMPDIR"] = own;
  try {
    const played = await drillLetter(begins);
    if (played === null) throw new Error("no line could be started");
    drill = played;
    left = readdirSync(own);
  } finally {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
    rmSync(own, { recursive: true, force: true });
  }
}, 240_000);

const keysOf = ({ page }: Row): readonly string[] => page?.told.map(({ key }) => key) ?? [];
const missing = (row: Row): boolean => keysOf(row).some((key) => key.includes(".missed."));
type Owing = Row & { readonly page: NonNullable<Row["page"]> & { readonly owed: Owed } };
const isOwing = (row: Row): row is Owing => row.page?.owed != null;
/** Rows with a missed date, each with the row before it in which something was owed. */
const misses = (): readonly (readonly [before: Owing, missed: Owing])[] => {
  const rows = drill.rows.filter(isOwing);
  return rows.flatMap((row, at) => (missing(row) ? [[rows[at - 1] ?? row, row] as const] : []));
};

describe("a report upward that nobody answers, on a line", () => {
  it("is told beside every moment of what happened, in its order", () => {
    expect(drill.rows.flatMap(({ then }) => (then === null ? [] : [then]))).toEqual(letter.map(({ name }) => name));
    expect(drill.rows.map(({ at }) => at)).toEqual(drill.rows.map(({ hours }) => begins + hours * HOUR));
  });

  it("has an owner and a date from the moment it is made", () => {
    const made = begins + TELLS * HOUR;
    const { page, mails } = drill.rows.find(({ hours }) => hours === TELLS)!;
    expect([page?.owed?.act, page?.owed?.due]).toEqual(["answer", dueAt(made, answer, calendar)]);
    expect(mails).toEqual({ [page?.owed?.owner ?? ""]: 1 });
  });

  it("moves on at the very moment of each missed date, to somebody else with a date of their own, who is told at once", () => {
    expect(misses().length).toBeGreaterThan(drill.committee.length);
    for (const [{ page: before }, { at, page, mails }] of misses()) {
      const [was, is] = [before.owed, page.owed];
      expect([at, page.told.map(({ key }) => key)]).toEqual([
        was.due,
        ["cases.thread.missed.answer", "cases.thread.moved.missed"],
      ]);
      expect(page.told[0]?.values).toMatchObject({ name: was.owner });
      expect([is.owner === was.owner, is.due]).toEqual([false, dueAt(at, afterMiss, calendar)]);
      expect(mails[is.owner]).toBe(1);
      expect(mails[was.owner]).toBeGreaterThan(0);
    }
  });

  it("is nobody's at no hour, and reaches everybody, whoever is from outside among them, before anybody twice", () => {
    expect([drill.owned, drill.seen > 200]).toEqual([drill.seen, true]);
    const owners = [...new Set(drill.rows.flatMap(({ page }) => page?.owed?.owner ?? []))];
    expect(owners.toSorted()).toEqual(drill.committee.map(({ id }) => id).toSorted());
    const first = misses().slice(0, drill.committee.length - 1);
    const outside = drill.committee.find(({ side }) => side === "outside")?.id;
    expect(first.map(([, { page }]) => page.owed.owner)).toContain(outside);
  });

  it("is counted in public from the first missed date on, a few of them as a few", () => {
    const counts = misses().map(
      ([
        ,
        {
          counts: { missedEver },
        },
      ]) => missedEver,
    );
    expect(counts).toEqual(counts.map((_, at) => (at < 4 ? "1-4" : at + 1)));
    expect(misses().map(([, row]) => row.counts.overdue)).toEqual(counts.map(() => "1-4"));
  });

  it("leaves proof of every step in the hands of whoever reported, and nothing that does not hold", () => {
    const pages = drill.rows.flatMap(({ page }) => page ?? []);
    expect(pages.map(({ amiss }) => amiss)).toEqual(pages.map(() => []));
    expect(pages.map(({ vouched }) => vouched)).toEqual(pages.map(({ entries }) => entries));
    const findings = drill.verified.findings.filter(({ state }) => state !== "holds");
    expect(findings.map(({ sentence: { key } }) => key)).toEqual(["missing.played", "missing.witnesses-named"]);
  });

  it.each(["en", "zh-CN"] as const)("is told whole, in words alone, in %s", (language) => {
    const text = tellDrill(drill, language);
    const then = Object.entries(language === "en" ? english : chinese).filter(([key]) => key.startsWith("drill.then."));
    expect(then.filter(([, said]) => !text.includes(said))).toEqual([]);
    expect(text).not.toMatch(/[{}]|undefined|(drill|cases)\.[a-z]|member-\d/);
    const { name = "" } = drill.committee.find(({ side }) => side === "outside") ?? {};
    expect(text).toContain(language === "en" ? `The case moved to ${name} (from outside)` : `转给${name}（外部人士）`);
  });

  it("leaves nothing behind on this machine", () => {
    expect(left).toEqual([]);
  });
});

describe("niuniu drill", () => {
  const command = fileURLToPath(new URL("./command.ts", import.meta.url));
  const said = (words: readonly string[]): Promise<readonly [unknown, string, string]> =>
    new Promise((resolve) => {
      execFile(process.execPath, ["--disable-warning=ExperimentalWarning", command, ...words], (error, out, err) =>
        resolve([error?.code ?? 0, out, err]),
      );
    });

  it.each(["", "letters", "letter --language fr", "letter --start 2026-02-30T20:00", "letter --fast"])(
    "plays nothing where what is asked makes no sense, and says in both languages how it is asked: %s",
    async (words) => {
      const [code, out, err] = await said(words.split(" ").filter(Boolean));
      expect([code, out]).toEqual([2, ""]);
      for (const { "drill.usage": usage } of [english, chinese]) expect(err).toContain(usage);
    },
  );
});
