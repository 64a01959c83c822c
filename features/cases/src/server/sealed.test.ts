import { armour } from "@niuniu/matter/server";
import { fromBase64 } from "@niuniu/note";
import { recipientBytes, recipientOf, sealTo } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { sealEnvelope } from "@niuniu/seal";
import { parseEntry } from "../parse.ts";
import { DEFAULT } from "../policy.ts";
import * as routes from "../routes.ts";
import { asks } from "./sealed.ts";
import { ask, asMember, deskAct, deskThread, message, seal, send, type House } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const page = (query = "", language = "en") =>
  ask(house.host, routes.sealedPage, { query, headers: { "accept-language": language } });

function formOf(file: Uint8Array, struck: readonly string[] = [], urgency = "ordinary"): FormData {
  const form = new FormData();
  form.set("class", urgency);
  for (const id of struck) form.append("struck", id);
  form.set("file", new Blob([new Uint8Array(file)]), "report.age");
  return form;
}

function recipients(without: readonly string[] = []): readonly Uint8Array[] {
  return [...house.people.values()].flatMap(({ id, member }) =>
    without.includes(id) ? [] : [fromBase64(member.recipient)],
  );
}

const upload = (form: FormData) => ask(house.host, routes.sealedFile, { form });
const text = new TextEncoder().encode("Written by hand.");

async function pickUp(number: string, before?: string) {
  const form = new FormData();
  form.set("number", number);
  if (before !== undefined) form.set("before", before);
  return ask(house.host, routes.pickUp, { form });
}

const numberIn = (html: string): string => /<strong>([\d ]+)<\/strong>/.exec(html)?.[1] ?? "";

test("without JavaScript a page names everybody who can open, with side and key, in the reader's language", async () => {
  const { text: english } = await page();
  for (const { member } of house.people.values()) expect(english).toContain(member.name);
  expect(english).toContain("from outside");
  const keys = english.match(/^age1pq1[0-9a-z]+$/gm) ?? [];
  expect(keys.map((key) => recipientBytes(key))).toEqual(recipients());
  expect(english).toContain("age-keygen -pq -o own-key.txt</code>");
  expect(english).toContain("age -R recipients.txt -R own-recipient.txt -o report.age report.txt</code>");
  expect(english).not.toMatch(/<script|<link rel="stylesheet|style=|https?:/);
  expect((await page("", "zh-CN,zh;q=0.9,en;q=0.8")).text).toContain('<html lang="zh-CN">');
  expect((await page("?lang=en", "zh-CN")).text).toContain('<html lang="en">');
});

test("by when the committee answers is said by the rules in force, in both languages", async () => {
  const { text: english } = await page();
  expect(english).toContain("a personal answer within 3 working days.");
  expect(english).toContain("Answered within 24 hours.");
  expect(english).toContain('<a class="exit" href="about:blank" rel="noreferrer">Leave quickly</a>');
  const { classes } = DEFAULT.policy;
  const stricter = { ...classes, crisis: { ...classes.crisis, answer: { hours: 12 } } };
  expect(asks("en", { classes: stricter }).html).toContain("Answered within 12 hours.");
  expect(asks("zh-CN", { classes: stricter }).html).toContain("12 小时之内答复。");
});

test("a file sealed by hand becomes a case with an owner and a date, and is answered to its sender's own key", async () => {
  const own = house.host.random(32);
  const file = await sealTo([...recipients(["he-ming"]), await recipientOf(own)], text);
  const taken = await upload(formOf(file, ["he-ming"], "crisis"));
  const number = numberIn(taken.text);
  expect(number.replaceAll(" ", "")).toMatch(/^\d{30}$/);
  const { answer } = await ask(house.host, routes.list, {
    as: asMember("jian-su"),
    json: { which: "open" },
  });
  const [line] = answer.lines;
  const id = line?.case ?? "";
  expect(line).toMatchObject({ class: "crisis", stage: "received" });
  expect((await deskThread(house, "he-ming", id)).code).toBe("cases/unknown-case");
  const desk = await deskThread(house, "jian-su", id);
  expect(desk.answer).toMatchObject({ auth: "", wrap: -1 });
  expect(Buffer.from(desk.parts[desk.answer.entries[0]?.part ?? -1] ?? []).equals(file)).toBe(true);

  const before = await pickUp(number);
  expect(before.text).toContain("Nobody has opened it");
  expect(before.text).toContain("To contest an outcome, hand in a new sealed file");
  const owner = line?.owed?.owner ?? "";
  expect(before.text).toContain(house.people.get(owner)?.member.name);
  await deskAct(house, owner, id, { kind: "note", envelope: await message(house, 4) });
  const reply = await sealEnvelope([await recipientOf(own), ...recipients(["he-ming"])], {
    ...{ niuniu: "message v1", case: id, text: "Come and see us on Monday." },
  });
  expect((await deskAct(house, owner, id, { kind: "answer", envelope: reply })).code).toBeNull();
  const after = await pickUp(number.replaceAll(" ", "-"));
  const armours = [...after.text.matchAll(/-----BEGIN AGE ENCRYPTED FILE-----\n([^-]+)\n-----END/g)];
  expect(armours).toHaveLength(1);
  const opened = await openEnvelope(own, fromBase64((armours[0]?.[1] ?? "").replaceAll("\n", "")));
  expect(opened.header).toMatchObject({ text: "Come and see us on Monday." });
});

test("a file in the text form of age is taken in as the file that it is", async () => {
  const file = await sealTo(recipients(), text);
  const taken = await upload(formOf(Buffer.from(armour(file))));
  expect(taken.code).toBeNull();
  const [line] = (await ask(house.host, routes.list, { as: asMember("jian-su"), json: { which: "open" } })).answer
    .lines;
  const desk = await deskThread(house, "jian-su", line?.case ?? "");
  expect(Buffer.from(desk.parts[desk.answer.entries[0]?.part ?? -1] ?? []).equals(file)).toBe(true);
});

test("a file that is not sealed to exactly the chosen people, or to older keys, is not kept", async () => {
  expect((await upload(formOf(text))).code).toBe("cases/not-sealed");
  const fewer = await sealTo(recipients(["he-ming"]), text);
  expect((await upload(formOf(fewer))).code).toBe("cases/not-sealed");
  expect((await upload(formOf(fewer, ["he-ming"]))).code).toBeNull();
  const classical = Buffer.from(
    "age-encryption.org/v1\n-> X25519 AAAA\nBBBB\n--- CCCC\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  );
  expect((await upload(formOf(classical))).code).toBe("cases/not-sealed");
  expect((await upload(formOf(fewer, ["nobody-here"]))).code).toBe("cases/unknown-reader");
  const alone = ["he-ming", "wen-jing", "luo-yan", "jian-su"];
  expect((await upload(formOf(await sealTo(recipients(alone), text), alone))).code).toBe("cases/too-few-readers");
  const large = await sealTo(recipients(), new Uint8Array(1_050_000));
  expect((await upload(formOf(large))).code).toBe("cases/wrong-size");
});

test("a name that was ticked twice is struck out once, and the pages can read what the server writes of it", async () => {
  await house.become([...house.people.keys()]);
  const file = await sealTo(recipients(["he-ming", "luo-yan"]), text);
  expect((await upload(formOf(file, ["he-ming", "luo-yan", "he-ming"]))).code).toBeNull();
  const { answer } = await ask(house.host, routes.list, { as: asMember("jian-su"), json: { which: "open" } });
  const { answer: desk } = await deskThread(house, "jian-su", answer.lines[0]?.case ?? "");
  const [sealed] = desk.entries.map((entry) => parseEntry(JSON.parse(entry.text)));
  const statement = house.roster().hashes.at(-1);
  expect(sealed).toMatchObject({ kind: "sealed", struck: ["he-ming", "luo-yan"], statement });
});

test("a number nobody was given, or that is none, finds nothing", async () => {
  expect((await pickUp("1".repeat(30))).code).toBe("cases/unknown-number");
  expect((await pickUp("<b>12</b>")).code).toBe("cases/unknown-number");
  const form = new FormData();
  form.set("number", "1");
  const html = await ask(house.host, routes.pickUp, { form, headers: { accept: "text/html" } });
  expect([html.status, html.text.includes("Nothing is found under this pick-up number")]).toEqual([404, true]);
});

test("before the committee has signed the page says so", async () => {
  house.close();
  expect((await page()).text).toContain("not open yet");
});

test("files that come all at once wait their turn, none is refused, and reports do not wait behind them", async () => {
  const file = await sealTo(recipients(), text);
  const begun = performance.now();
  let taken = 0;
  const uploads = Array.from({ length: 12 }, () =>
    upload(formOf(file)).then((answer) => {
      taken++;
      return answer;
    }),
  );
  expect((await send(house, await seal(house))).code).toBeNull();
  expect(taken).toBeLessThan(12);
  const answers = await Promise.all(uploads);
  expect(new Set(answers.map(({ text: html }) => numberIn(html))).size).toBe(12);
  // A tenth of a second from one to the next.
  expect(performance.now() - begun).toBeGreaterThan(1_000);
});

/** The page's own number, and the form with it. */
async function numbered(file: Uint8Array) {
  const number = /name="number" value="([\d ]+)"/.exec((await page()).text)?.[1] ?? "";
  const form = formOf(file);
  form.set("number", number);
  return { number, form };
}

const casesHere = async (): Promise<number> =>
  (await ask(house.host, routes.list, { as: asMember("jian-su"), json: { which: "open" } })).answer.lines.length;

test("the number stands on the page before anything is sent, and the same file handed in again is the same report", async () => {
  const { number, form } = await numbered(await sealTo(recipients(), text));
  expect(number.replaceAll(" ", "")).toMatch(/^\d{30}$/);
  const both = await Promise.all([upload(form), upload(form)]);
  expect(both.map(({ text: html }) => numberIn(html))).toEqual([number, number]);
  // The answer was cut off by what is in between: once more, as it was.
  expect(numberIn((await upload(form)).text)).toBe(number);
  expect(await casesHere()).toBe(1);
  expect((await pickUp(number)).text).toContain("Nobody has opened it");
  const other = formOf(await sealTo(recipients(), text));
  other.set("number", number);
  expect((await upload(other)).code).toBe("cases/number-used");
  other.set("number", "12");
  expect((await upload(other)).code).toBe("cases/not-a-number");
});

test("of many answers the newest are shown, and the others on asking, each once", async () => {
  const { text: page } = await upload(formOf(await sealTo(recipients(), text)));
  const number = numberIn(page);
  const { answer } = await ask(house.host, routes.list, { as: asMember("jian-su"), json: { which: "open" } });
  const [line] = answer.lines;
  const [id, owner] = [line?.case ?? "", line?.owed?.owner ?? ""];
  const reply = await sealTo(recipients(), new Uint8Array(250_000));
  expect((await deskAct(house, owner, id, { kind: "answer", envelope: reply })).code).toBeNull();
  // As if there had been ten of them.
  await sql`insert into cases_entry select case_id, number + 10 + n, text, salt, fresh
    from cases_entry, generate_series(1, 9) n where case_id = ${id} and number = 4`.execute(house.host.db);
  await sql`insert into cases_piece select number + 10 + n, fresh, part, case_id, bytes
    from cases_piece, generate_series(1, 9) n where case_id = ${id} and number = 4`.execute(house.host.db);
  const shown: number[] = [];
  for (let before: string | undefined = "9999999"; before !== undefined;) {
    const { text: answers } = await pickUp(number, before);
    expect(answers.length).toBeLessThan(1_600_000);
    shown.push(...[...answers.matchAll(/>(\d+) · /g)].map(([, at]) => Number(at)));
    before = /name="before" value="(\d+)"/.exec(answers)?.[1];
  }
  expect(shown.toSorted((a, b) => a - b)).toEqual([4, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
});
