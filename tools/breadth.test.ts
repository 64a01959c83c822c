import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { testDatabase, urlOf } from "@niuniu/host/testing";
import type { Founder } from "@niuniu/sample";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserHere, visit } from "../journeys/browser.ts";
import { signIn } from "../journeys/handler.ts";
import { copyWithToy } from "./breadth/copy.ts";
import { problemsOf } from "./one-name.ts";

/**
 * That one more feature is its folder and one line in each list that names features: a copy of the house gets a toy that
 * has one of everything, and nothing else of the house is changed.
 */
const house = mkdtempSync(join(tmpdir(), "breadth-"));
const database = await testDatabase();
const node = (program: string, ...given: readonly string[]): readonly string[] => [
  "--disable-warning=ExperimentalWarning",
  join("tools/breadth", program),
  ...given,
];

/** What the copy's own process has seen, and how to visit it. */
interface Driven {
  readonly seen: unknown;
  readonly origin: string;
  /** ms by which its clock is ahead of this machine's. */
  readonly ahead: number;
  /** Who owes the answer to the question of the scene. */
  readonly owner: Founder;
}
let server: ChildProcess | null = null;
let driven: Driven;

beforeAll(async () => {
  copyWithToy(house);
  const run = { cwd: house, timeout: 100_000 };
  await promisify(execFile)(process.execPath, node("build.ts", "employee"), run);
  const given = node("drive.ts", urlOf(await database.fresh()), join(house, "data"));
  const child = spawn(process.execPath, given, { cwd: house, stdio: ["pipe", "pipe", "inherit"] });
  server = child;
  const { value } = (await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()) as {
    readonly value?: string;
  };
  driven = JSON.parse(value ?? "null") as Driven;
});

afterAll(async () => {
  const ended = server?.exitCode === null ? once(server, "exit") : null;
  server?.stdin?.end();
  await ended;
  await database.close();
  rmSync(house, { recursive: true, force: true });
});

test("a feature is its folder and one line: it has a matter, a date that acts, a public text, a figure, a check, a note that bars, a scene and words of its own", () => {
  expect(driven.seen).toEqual({
    scene: ["clock +1", "a question is open", "clock +2"],
    moved: true,
    missed: true,
    answered: true,
    refused: {
      code: "toy/stale-head",
      sentence: {
        en: "Something happened meanwhile. Please look, then send again.",
        "zh-CN": "其间有了新进展。请看过之后再发送。",
      },
    },
    barred: {
      ...{ before: "granted", byHimself: "toy/malformed-pause", paused: "granted", after: "toy/paused" },
      stillOwes: false,
    },
    figures: { asked: 2 },
    counts: {
      "cases/closed": 0,
      "cases/open": 0,
      "cases/owed": 0,
      "matter/owed": 1,
      "people/owed": 0,
      "people/signatures": 0,
      "people/votes": 0,
      "toy/asked": 2,
    },
    published: 2,
    sound: [],
    broken: ["matter_entry", "matter_entry", "toy_question", "toy_question"],
  });
});

/** Puts questions until one of them is owed by this member. */
async function askUntilOwed(by: string): Promise<void> {
  const post = async (path: string, value: unknown): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    return (await fetch(driven.origin + path, { method: "POST", headers, body: JSON.stringify(value) })).json();
  };
  for (let times = 0; times < 100; times++) {
    const { matter } = (await post("/toy/ask", { question: `Again? (${String(times)})` })) as {
      readonly matter: string;
    };
    const thread = (await post("/matter/thread", { feature: "toy", matter })) as {
      readonly owed: { readonly owner: string };
    };
    if (thread.owed.owner === by) return;
  }
  throw new Error(`nothing comes to ${by}`);
}

test("it has a page at the desk and a number beside it, what is owed in it stands under what I owe, and a desk hears of changes in it", async () => {
  const { origin, ahead, owner } = driven;
  const visited = { origin, clock: { now: () => Date.now() + ahead } };
  const visitor = await visit(await browserHere(), visited, { language: "en" });
  const { page, say } = visitor;
  await signIn(visitor, owner);
  const nav = page.getByRole("navigation", { name: say("ui.area.desk") });
  const owed = nav.getByRole("button", { name: new RegExp(`^${say("matter.owed.title")}`) });
  await expect.poll(() => owed.innerText()).toMatch(/\s1$/);
  await page.getByRole("main").getByRole("button").filter({ hasText: "Public answer" }).click();
  const pane = page.getByRole("region", { name: "Question" });
  await pane.getByText("Who keeps the key of the meadow?").waitFor();
  await askUntilOwed(owner.id);
  await expect.poll(() => owed.innerText(), { timeout: 20_000 }).toMatch(/\s2$/);
  const rows = page.getByRole("main").getByRole("listitem").filter({ hasText: "Public answer" });
  await expect.poll(() => rows.count()).toBe(2);
  await nav.getByRole("button", { name: /^Questions/ }).click();
  await page.getByRole("heading", { name: "Questions" }).waitFor();
  await page.getByRole("main").getByRole("button", { name: "When is the next training?" }).waitFor();
  expect(visitor.noticed.faults).toEqual([]);
  await visitor.context.close();
});

test("it has a piece on the public page, among those of the other features and in its place", async () => {
  const { origin, ahead } = driven;
  const visited = { origin, clock: { now: () => Date.now() + ahead } };
  const visitor = await visit(await browserHere(), visited, { language: "en" });
  const { page, say } = visitor;
  await visitor.go("/");
  await page.getByText(/^Questions asked: [1-9]/).waitFor();
  const text = await page.getByRole("main").innerText();
  const order = [say("cases.front.how"), say("cases.front.figures"), "Questions asked:", say("cases.front.can")];
  const found = order.map((words) => text.indexOf(words));
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(visitor.noticed.faults).toEqual([]);
  await visitor.context.close();
});

test("it has a page in the employees' area, whose code holds nothing of the desk", async () => {
  const { origin, ahead } = driven;
  const visited = { origin, clock: { now: () => Date.now() + ahead } };
  const visitor = await visit(await browserHere(), visited, { language: "en" });
  const { page } = visitor;
  await visitor.go("/home");
  await page.getByLabel("Token").fill("A".repeat(43));
  await page.getByRole("button", { name: "Enter" }).click();
  await page.getByRole("heading", { name: "Questions" }).waitFor();
  await page.getByText("Who keeps the key of the meadow?").waitFor();
  expect(visitor.noticed.faults).toEqual([]);
  const scripts = visitor.noticed.requests.filter((one) => one.endsWith(".js")).map((one) => one.split(" ")[1] ?? "");
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) {
    const code = await (await fetch(script)).text();
    for (const word of ["/people/", "/cases/", "matter.owed"])
      expect([word, code.includes(word)]).toEqual([word, false]);
  }
  await visitor.context.close();
});

test("its names are all its own", () => {
  expect(problemsOf(join(house, "features"))).toEqual([]);
});
