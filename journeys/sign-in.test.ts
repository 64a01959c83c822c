import { me, signIn as signInOver } from "@niuniu/people";
import { ask, type Founder } from "@niuniu/sample";
import { bearer } from "@niuniu/wire";
import { expect, it } from "vitest";
import { PHONE, visit, type Visitor } from "./browser.ts";
import { goTo, signIn } from "./handler.ts";
import { refusalOf } from "./over-http.ts";
import { stageForAll } from "./stage.ts";

/* Who comes in at the desk, by what, and for how long. */

const stage = stageForAll({ addressed: true });

/** A fingerprint reader that always says yes, and gives what opens a key. */
async function withAuthenticator({ context, page }: Visitor): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasPrf: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

const founder = (): Founder => {
  const [first] = stage.house.founders;
  if (first === undefined) throw new Error("nobody founded anything");
  return first;
};

/** Signs the same member in somewhere else. */
async function elsewhere(): Promise<string> {
  const { id, password } = founder();
  return bearer((await ask(stage.house.origin, signInOver, { json: { member: id, password } })).token);
}

/** Which of these sign-ins still hold. */
const holding = (others: readonly string[]): Promise<readonly boolean[]> =>
  Promise.all(
    others.map(async (authorization) => {
      const refused = await refusalOf(ask(stage.house.origin, me, { authorization }));
      expect([null, "people/session-over"]).toContain(refused);
      return refused === null;
    }),
  );

it("whoever adds a passkey shows that it is them, it opens the key, and what else is signed in can be ended", async () => {
  const visitor = await visit(stage.browser, stage.house, { language: "zh-CN", width: PHONE });
  const { page, say } = visitor;
  const { password } = founder();
  await withAuthenticator(visitor);
  await signIn(visitor, founder());
  await goTo(visitor, "keys");

  // At a desk that was left open nobody adds one.
  await visitor.field("people.passkeys.label").fill("电话");
  await visitor.press("people.passkey.add");
  const proof = page.locator("form").filter({ has: visitor.button("people.prove.go") });
  await proof.getByLabel(say("people.password.present")).fill("what somebody guesses");
  await visitor.press("people.prove.go");
  await proof.getByText("当前密码不对。没有做任何更改。").waitFor();
  await proof.getByLabel(say("people.password.present")).fill(password);
  await visitor.press("people.prove.go");
  await visitor.sees(say("people.passkey.opens"));

  // A touch opens the key, and signs in too; nothing is typed.
  await page.reload();
  await visitor.press("people.unlock.passkey");
  await visitor.heading("matter.owed.title");
  await page.reload();
  await visitor.press("people.sign-out");
  await visitor.heading("people.sign-in.title");
  await visitor.press("people.sign-in.passkey");
  await visitor.heading("matter.owed.title");

  const others = [await elsewhere(), await elsewhere(), await elsewhere()];
  await goTo(visitor, "keys");
  await visitor.sees(say("people.password.passkeys"));
  await visitor.field("people.password.present").fill(password);
  await visitor.field("people.password.new").fill("four other unrelated words");
  // Three, and that of whoever founded the house.
  await page.getByLabel(say("people.password.end-others", { count: 4 })).uncheck();
  await visitor.press("people.password.change");
  await visitor.sees(say("people.password.changed"));
  expect(await holding(others)).toEqual([true, true, true]);

  // One by one, and then all.
  const ends = page.getByRole("listitem").getByRole("button", { name: say("people.sign-ins.end") });
  for (const left of [3, 2]) {
    await ends.first().click();
    await visitor.sees(say("people.password.end-others", { count: left }));
    // Not back to the top of the page.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(say("people.sign-ins.lead"));
  }
  expect(await holding(others)).toContain(true);
  expect(await holding(others)).toContain(false);
  await visitor.press("people.sign-ins.end-all");
  await visitor.sees(say("people.sign-ins.none"));
  expect(await holding(others)).toEqual([false, false, false]);
  expect(visitor.noticed.faults).toEqual([]);
});

it("a server that does not answer for a while closes nobody's desk", async () => {
  const visitor = await visit(stage.browser, stage.house, { language: "en" });
  const [, other] = stage.house.founders;
  await signIn(visitor, other ?? founder());
  let unanswered = 0;
  visitor.page.on("requestfailed", (request) => void (unanswered += Number(request.url().endsWith("/people/roster"))));
  await visitor.context.setOffline(true);
  const minute = async (): Promise<number> => {
    await visitor.context.clock.runFor(61_000);
    return unanswered;
  };
  await expect.poll(minute, { timeout: 20_000, interval: 2_000 }).toBeGreaterThan(0);
  await visitor.context.setOffline(false);
  await goTo(visitor, "keys");
  await visitor.heading("people.keys.title");
  await visitor.context.close();
});
