import { officeOn, type Saying } from "@niuniu/cases/sample";
import { readCalendar } from "@niuniu/owe";
import { roster } from "@niuniu/people";
import { ask, send } from "@niuniu/sample";
import { expect, it } from "vitest";
import { visit } from "./browser.ts";
import { goTo, openRow, signIn } from "./handler.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

const stage = stageForAll();

/** So many that not all of what they bring is drawn at once. */
const ANSWERS = 30;

/** What stood on the desk at one moment. */
interface Seen {
  readonly texts: readonly string[];
  readonly steps: number;
  readonly coming: boolean;
}

const said = (at: number): string => `This is answer ${at} of ${ANSWERS}.`;

it("a long case shows its newest words first, says that the older ones are on their way, and then shows all of them", async () => {
  const { house, browser } = stage;
  const { origin, clock, founders } = house;
  const sent = await sendReport(house);
  const office = officeOn(
    {
      ...{ players: founders, now: clock.now, ask: (route, sending) => ask(origin, route, sending) },
      bytes: async (route, sending) => new Uint8Array(await (await send(origin, route, sending)).arrayBuffer()),
    },
    readCalendar(JSON.parse((await ask(origin, roster)).calendar)),
  );
  const answers = Array.from({ length: ANSWERS }, (_, at): Saying => ({ kind: "answer", text: said(at + 1) }));
  await office.act(sent.owner.id, sent.case, [{ kind: "open" }, ...answers]);

  const desk = await visit(browser, house, { language: "en" });
  const { page, say } = desk;
  await signIn(desk, sent.owner);
  await goTo(desk, "cases");
  // Everything that stood there between the press and the end, in its order.
  await page.evaluate((hint) => {
    const seen: Seen[] = [];
    Object.assign(window, { seen });
    const look = (): void => {
      const texts = [...document.querySelectorAll(".step .said")].map((one) => one.textContent);
      if (texts.length === 0 || texts.length === seen.at(-1)?.texts.length) return;
      const steps = document.querySelectorAll(".step").length;
      seen.push({ texts, steps, coming: document.body.innerText.includes(hint) });
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  }, say("cases.desk.older"));
  await openRow(desk, sent.case);
  await desk.sees(said(1));
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen[] }).seen);
  const all = Array.from({ length: ANSWERS }, (_, at) => said(at + 1));
  expect(seen.map(({ coming }) => coming)).toEqual([true, false]);
  expect(seen[0]?.texts).toEqual(all.slice(-(seen[0]?.texts.length ?? 0)));
  expect(seen[0]?.steps).toBeLessThan(ANSWERS / 2);
  expect(seen[1]?.texts).toEqual(all);
  expect(desk.noticed.faults).toEqual([]);
});
