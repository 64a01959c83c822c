import { officeOn, type Saying } from "@niuniu/cases/sample";
import { roster } from "@niuniu/people";
import { readCalendar } from "@niuniu/owe";
import { ask, makeReport, send, type Founder } from "@niuniu/sample";
import type { Page } from "playwright-core";
import type { KeptMatter } from "../platform/matter/src/web/desk/find/kept-matter.ts";
import { search } from "../platform/matter/src/web/desk/find/search.ts";
import { openBrowser, STATEMENT } from "./browser.ts";
import { median, print, say, type Figure } from "./figure.ts";
import { openHouse, random, type House } from "./house.ts";

const ENTRIES = 200;
const CASES = 500;
/** Long cases; the one that is opened first has everything to compile, and is told and not counted. */
const LONG = 4;
const NEWEST = "This is the newest of them.";

const figure = (given: Figure): boolean => print("desk", given);
const limit = (value: number) => ({ name: "the limit", value });

/** Cases with this many entries each, the last of which says {@link NEWEST}; they are on the desk of whoever owes the answers. */
async function longCases({ origin, founders }: House): Promise<Founder> {
  const stage = {
    players: founders,
    now: Date.now,
    ask: ((route, sending) => ask(origin, route, sending)) as Parameters<typeof officeOn>[0]["ask"],
    bytes: (async (route, sending) =>
      new Uint8Array(await (await send(origin, route, sending)).arrayBuffer())) as Parameters<
      typeof officeOn
    >[0]["bytes"],
  };
  const calendar = readCalendar(JSON.parse((await ask(origin, roster)).calendar));
  const said = (words: string): Saying => ({ kind: "answer", text: words });
  // The report, what is owed, the opening and what it moves; each answer is one entry, and the first moves what is owed.
  const answers = Array.from({ length: ENTRIES - 6 }, (_, at) => said(`${at}: ${STATEMENT.slice(0, 200)}`));
  const owed = new Map<string, string[]>();
  while (![...owed.values()].some((cases) => cases.length === LONG)) {
    const { composed, answer } = await makeReport(origin, { what: STATEMENT }, { now: Date.now(), random });
    const by = answer.owed?.owner ?? "";
    owed.set(by, [...(owed.get(by) ?? []), composed.case]);
  }
  const owner = founders.find(({ id }) => owed.get(id)?.length === LONG);
  if (owner === undefined) throw new Error("nobody owes an answer");
  const acts: readonly Saying[] = [{ kind: "open" }, ...answers, said(NEWEST)];
  for (const one of owed.get(owner.id) ?? []) await officeOn(stage, calendar).act(owner.id, one, acts);
  return owner;
}

async function signIn(page: Page, origin: string, { id, password, phrase }: Founder): Promise<void> {
  await page.goto(`${origin}/desk`);
  await page.locator("select").first().selectOption(id);
  await page.locator("input[type=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.locator("textarea").fill(phrase);
  await page.locator("button[type=submit]").click();
  await page.locator(".list-row").first().waitFor();
}

/** Milliseconds from the click on a row until the newest words were drawn. */
const opening = (page: Page, at: number): Promise<number> =>
  page.evaluate(
    ({ words, place }) =>
      new Promise((resolve) => {
        const shown = (): boolean =>
          [...document.querySelectorAll(".step .said")].some((one) => one.textContent === words);
        const row = document.querySelectorAll<HTMLElement>(".list-row")[place];
        const begun = performance.now();
        const watch = new MutationObserver(() => {
          if (!shown()) return;
          watch.disconnect();
          // The second frame begins after the first one, with the words in it, was drawn.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)));
        });
        watch.observe(document, { childList: true, subtree: true });
        row?.click();
      }),
    { words: NEWEST, place: at },
  );

/** Medians, ms: of cases that this page had not opened before, and of the same once more. */
async function openings(house: House): Promise<Record<"first" | "again", number>> {
  say(`writing ${LONG} cases of ${ENTRIES} entries`);
  const owner = await longCases(house);
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ locale: "en", viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    await signIn(page, house.origin, owner);
    const found: number[] = [];
    for (let time = 0; time < 2 * LONG; time++) {
      found.push(await opening(page, time % LONG));
      // The rest of it follows by itself.
      await page.waitForFunction((steps) => document.querySelectorAll(".step").length > steps, ENTRIES - 10);
      await page.keyboard.press("Escape");
      await page.locator(".pane").waitFor({ state: "detached" });
      await page.waitForTimeout(500);
    }
    say(
      `opened and drawn: ${found.map((one) => one.toFixed(0)).join(", ")} ms; the first one has compiled nothing yet`,
    );
    return { first: median(found.slice(1, LONG)), again: median(found.slice(LONG)) };
  } finally {
    await browser.close();
  }
}

/** Cases as a desk keeps them: a report and a dozen messages each, in both languages, no two alike. */
const kept = (): readonly KeptMatter[] =>
  Array.from({ length: CASES }, (_, at): KeptMatter => {
    const texts = Array.from({ length: 12 }, (__, part) =>
      part % 2 === 0
        ? `${at}-${part} ${STATEMENT.slice(part, 240 + part)}`
        : `He said so in the lift, ${at} times ${part}. `.repeat(6),
    );
    return {
      ...{ case: `CASE${String(at).padStart(12, "0")}`, entries: 20, day: "2026-11-23", first: "", texts },
      ...{ label: at % 7 === 0 ? `Lift ${at}` : "", labelled: 0, seen: 20, mentions: [] },
    };
  });

/** The longest of all these searches, the very first among them, in ms. */
function longestSearch(): number {
  const cases = kept();
  const words = ["这单还想不想签", "lift", "他 喝酒 499", "nothing of the kind", "Lift 7", "i"];
  const took = [...words, ...words].map((one) => {
    const begun = performance.now();
    const { total } = search(one, cases, 30);
    const ms = performance.now() - begun;
    if (one === "lift" && total !== CASES) throw new Error(`found ${total} of ${CASES}`);
    return ms;
  });
  say(`searches: ${took.map((one) => one.toFixed(1)).join(", ")} ms`);
  return Math.max(...took);
}

/** What a handler waits for: a long case, and a word in all that they have opened. */
export async function run(): Promise<boolean> {
  const held = [
    figure({
      figure: `search over ${CASES} opened cases, the longest of twelve`,
      ...{ value: longestSearch(), unit: "ms", bar: 50, atMost: true, rival: limit(50) },
    }),
  ];
  const house = await openHouse();
  try {
    const { first, again } = await openings(house);
    const drawn = `a case of ${ENTRIES} entries: click → newest words opened, verified and drawn`;
    held.push(
      figure({
        figure: `${drawn}, median of ${LONG - 1} not opened here before`,
        ...{ value: first, unit: "ms", bar: 300, atMost: true, rival: limit(300) },
      }),
      figure({
        figure: `${drawn}, median of ${LONG} opened again`,
        ...{ value: again, unit: "ms", bar: 300, atMost: true, rival: limit(300) },
      }),
    );
    return held.every(Boolean);
  } finally {
    await house.close();
  }
}
