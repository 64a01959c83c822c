import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStage, PHONE, visit, type Stage } from "./browser.ts";
import { goTo, signIn } from "./handler.ts";
import { pictures } from "./screens.ts";
import { sendReport } from "./sealed-report.ts";
import { reads } from "./wording.ts";

/* A member chooses mail, tries it, and is told of a crisis while nobody looks at the desk: by one sentence and a link. */

const mails: string[] = [];
/** What the mail server says to whoever writes; null: it takes it. */
let refusing: Error | null = null;
let smtp: SMTPServer;
let stage: Stage;

/** The words of a mail as its reader sees them. */
const bodyOf = (mail = ""): string =>
  Buffer.from(mail.split("\r\n\r\n")[1] ?? "", "base64")
    .toString("utf8")
    .trim();

beforeAll(async () => {
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"] },
    onRcptTo: (_to, _session, done) => done(refusing),
    onData: (stream, _session, done) => void readAll(stream).then((text) => done(null, void mails.push(text))),
  });
  const listening = smtp.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as { readonly port: number };
  Object.assign(process.env, {
    NIUNIU_SMTP: `smtp://localhost:${port}`,
    NIUNIU_MAIL_FROM: "line@mail.example",
    NIUNIU_SMTP_PLAIN: "yes",
  });
  stage = await openStage({ addressed: true });
});
afterAll(async () => {
  await stage.close();
  await new Promise((done) => smtp.close(() => done(null)));
  for (const name of ["NIUNIU_SMTP", "NIUNIU_MAIL_FROM", "NIUNIU_SMTP_PLAIN"])
    Reflect.deleteProperty(process.env, name);
});

it("a member chooses mail, tries it, and is told of an urgent report by the sentence and the link alone", async () => {
  const { house, browser } = stage;
  const sentence = `有一件事需要你处理\n${house.origin}/desk`;
  const next = await sendReport(house, "第一份，看看由谁负责。");
  const desk = await visit(browser, house, { language: "zh-CN", width: PHONE });
  const { page, say } = desk;
  await signIn(desk, next.owner);
  await reads(desk, ["notices.no-way", { page: say("notices.title") }]);
  await goTo(desk, "notices");
  await reads(desk, ["notices.ways.none"], ["notices.says-why"]);
  expect(await page.getByText(say("notices.no-way", { page: say("notices.title") })).count()).toBe(0);
  await page.getByText(sentence).waitFor();
  await desk.press("notices.add.go");
  await reads(desk, ["notices.add.choose-first"]);
  await page.getByLabel(say("notices.add.way"), { exact: true }).selectOption("mail");
  await reads(desk, ["notices.carried"]);
  await desk.field("notices.address.mail").fill("lin@mail.example");
  await desk.press("notices.add.go");
  const way = say("notices.way", { way: say("notices.kind.mail"), address: "l…@mail.example" });
  const row = page.getByRole("listitem", { name: way });
  await row.getByText(say("notices.unproven", { way: say("notices.kind.mail") })).waitFor();
  await pictures(desk, "notices-untried");
  await desk.press("notices.try-of", { way });
  await desk.press("notices.arrived");
  await row.getByText(say("notices.standing.counts"), { exact: true }).waitFor();
  expect(mails.map(bodyOf)).toEqual([sentence]);
  await page.getByLabel(say("notices.quiet"), { exact: false }).check();
  await desk.press("notices.save");
  await reads(desk, ["notices.saved"]);
  // The committee fills two places in a notice, with one of a few things each, and sees what comes of it before.
  await page.getByText(say("notices.words"), { exact: true }).click();
  await page.getByLabel(say("notices.words.greeting.plain"), { exact: true }).check();
  await page.getByText(`你好：\n${sentence}`).waitFor();
  await reads(desk, ["notices.words.unsaved"]);
  await pictures(desk, "notices-words");
  await page.getByLabel(say("notices.words.greeting.none"), { exact: true }).check();
  await desk.press("notices.calendar.make");
  await reads(desk, ["notices.calendar.once"]);
  await page.getByText(/\/notices\/calendar\/[\w-]{43}$/).waitFor();
  await pictures(desk, "notices-counts");

  // Nobody presses anything here: what comes in finds its owner, quiet hours or not. Owners take turns.
  const urgentTo = async (member: string): Promise<void> => {
    for (let reports = 0; reports < 12; reports++)
      if ((await sendReport(house, "很急。", "crisis")).owner.id === member) return;
    throw new Error("no report came to this member");
  };
  await urgentTo(next.owner.id);
  await expect.poll(() => mails.length, { timeout: 5_000 }).toBe(2);
  expect(bodyOf(mails[1])).toBe(sentence);
  expect(/^To: (.*)$/m.exec(mails[1] ?? "")?.[1]?.trim()).toBe("lin@mail.example");

  // Only once it is written down that it went out does the quarter of an hour begin after which another may.
  const inHand = async (): Promise<unknown> =>
    (await house.query("select count(*)::int as n from host_errand where sent is null"))[0]?.["n"];
  await expect.poll(inHand, { timeout: 5_000 }).toBe(0);

  // The mail server takes nothing more: the desk says so, and that there is no other way.
  refusing = Object.assign(new Error("no such mailbox"), { responseCode: 550 });
  house.clock.moveTo(house.clock.now() + 16 * 60_000);
  await urgentTo(next.owner.id);
  const outcomes = async (): Promise<unknown> =>
    (await house.query("select results->0->>'outcome' as newest from notices_seen"))[0]?.["newest"];
  await expect.poll(outcomes, { timeout: 5_000 }).toBe("not-taken");
  await reads(desk, ["notices.failing", { way: say("notices.kind.mail") }], ["notices.why.not-taken"]);
  await reads(desk, ["notices.failing.nobody", { page: say("notices.title") }]);
  await pictures(desk, "notices-failing");
  expect(desk.noticed.faults).toEqual([]);
});
