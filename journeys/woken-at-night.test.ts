import { once } from "node:events";
import { createServer, type Server } from "node:https";
import { buffer as readAll } from "node:stream/consumers";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { certificate, key } from "../features/notices/src/server/testing/certificate.ts";
import { opened, subscriber } from "../features/notices/src/server/testing/subscriber.ts";
import { DESKTOP, openStage, visit, type Stage, type Visitor } from "./browser.ts";
import { goTo, signIn } from "./handler.ts";
import { DAY } from "./house.ts";
import { pictures } from "./screens.ts";
import { sendReport } from "./sealed-report.ts";
import { reads } from "./wording.ts";

/*
 * A member has their browser woken and a phone written to. What is urgent at two in the morning reaches them within the minute, whatever
 * hours they keep quiet; and once a quarter of an hour, however much comes. The push service and the gateway are stand-ins on this machine:
 * of the browser everything is real but its subscription, which its maker's service would have given.
 */

/** What was handed to the push service and to the gateway, in order. */
const handed: { readonly to: "push" | "sms"; readonly body: Buffer }[] = [];
/** What the push service answers. */
let answering = 201;
const phone = subscriber();
const settings: Record<string, string> = {};
const trusted = getCACertificates("default");
let server: Server;
let stage: Stage;
let endpoint: string;

beforeAll(async () => {
  server = createServer({ cert: certificate, key }, (request, response) => {
    void readAll(request).then((body) => {
      const to = request.url === "/sms" ? "sms" : "push";
      if (to === "sms" || answering < 300) handed.push({ to, body });
      response.writeHead(to === "sms" ? 200 : answering).end();
    });
  });
  await once(server.listen(0, "localhost"), "listening");
  const { port } = server.address() as { readonly port: number };
  const at = `https://localhost:${port}`;
  endpoint = `${at}/send/s3cret`;
  setDefaultCACertificates([...trusted, certificate]);
  Object.assign(settings, {
    NIUNIU_OUTWARD: "localhost",
    NIUNIU_SMS_URL: `${at}/sms`,
    NIUNIU_SMS_BODY: "to={number}&text={text}",
    // By this a push service can ask about a house that has no https address of its own.
    ...{ NIUNIU_SMTP: "smtp://localhost:9", NIUNIU_MAIL_FROM: "line@mail.example" },
  });
  Object.assign(process.env, settings);
  stage = await openStage({ addressed: true });
});
afterAll(async () => {
  await stage.close();
  setDefaultCACertificates(trusted);
  await new Promise((done) => server.close(done));
  for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
});

/** The maker's service, which no test reaches, gives this browser its subscription. */
async function subscribable({ context }: Visitor): Promise<void> {
  await context.grantPermissions(["notifications"]);
  await context.addInitScript(
    ([where, keys]) => {
      let made: object | null = null;
      const unsubscribe = (): Promise<boolean> => Promise.resolve(((made = null), true));
      const getSubscription = (): Promise<object | null> => Promise.resolve(made);
      const subscribe = (): Promise<object> =>
        Promise.resolve((made = { toJSON: () => ({ endpoint: where, keys }), unsubscribe }));
      Object.assign(PushManager.prototype, { getSubscription, subscribe });
    },
    [endpoint, phone.keys] as const,
  );
}

/** What the browser shows once it was woken: what its push service would hand on is handed to it. */
async function shown({ context, page }: Visitor, origin: string, data: string): Promise<readonly string[]> {
  const session = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${origin}/desk/`);
      if (own !== undefined) resolve(own.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await found;
  const titles = (): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration("/desk/");
      return (await registration?.getNotifications())?.map(({ title }) => title) ?? [];
    });
  // A worker that is still on its way to being active is handed nothing; one that was woken twice shows the same one notice.
  const woken = async (): Promise<readonly string[]> => {
    await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
    return titles();
  };
  await expect.poll(woken, { timeout: 30_000, interval: 500 }).toHaveLength(1);
  return titles();
}

const ways = (): readonly string[] => handed.map(({ to }) => to);

it("a member's own browser and phone tell them at two in the morning, within the minute and once a quarter of an hour", async () => {
  const { house, browser } = stage;
  const [, , first] = await Promise.all([0, 1, 2].map(() => sendReport(house)));
  const { owner } = first!;
  const desk = await visit(browser, house, { language: "zh-CN", width: DESKTOP });
  const { page, say } = desk;
  await subscribable(desk);
  await signIn(desk, owner);
  await goTo(desk, "notices");
  await page.getByLabel(say("notices.add.way"), { exact: true }).selectOption("push");
  await reads(desk, ["notices.own-browser"], ["notices.push.hint"]);
  await pictures(desk, "notices-push");
  await desk.press("notices.add.this-browser");
  const own = say("notices.this-browser", { by: new URL(endpoint).host });
  const push = say("notices.way", { way: say("notices.kind.push"), address: own });
  await desk.press("notices.try-of", { way: push });
  await desk.press("notices.arrived");
  expect(handed.map(({ body }) => opened(body, phone))).toEqual(["{}"]);
  expect(await shown(desk, house.origin, "{}")).toEqual(["有一件事需要你处理"]);

  await page.getByLabel(say("notices.add.way"), { exact: true }).selectOption("sms");
  await desk.field("notices.address.sms").fill("+86 138 0013 8000");
  await desk.press("notices.add.go");
  const sms = say("notices.way", { way: say("notices.kind.sms"), address: "…000" });
  await desk.press("notices.try-of", { way: sms });
  await desk.press("notices.arrived");
  await page.getByRole("listitem", { name: sms }).getByText(say("notices.standing.counts"), { exact: true }).waitFor();
  await page.getByLabel(say("notices.quiet"), { exact: false }).check();
  await desk.press("notices.save");
  await reads(desk, ["notices.saved"]);
  await pictures(desk, "notices-push-counts");
  expect(ways()).toEqual(["push", "sms"]);
  handed.length = 0;

  // Two in the morning where the organisation is; the house opened at ten.
  house.clock.moveTo(house.clock.now() + DAY - 8 * 3_600_000);
  const urgentTo = async (member: string): Promise<void> => {
    for (let reports = 0; reports < 12; reports++)
      if ((await sendReport(house, "很急。", "crisis")).owner.id === member) return;
    throw new Error("no report came to this member");
  };
  const inHand = async (): Promise<unknown> =>
    (await house.query("select count(*)::int as n from host_errand where sent is null and urgent"))[0]?.["n"];
  await urgentTo(owner.id);
  await expect.poll(ways, { timeout: 30_000 }).toEqual(["push"]);
  expect(opened(handed[0]!.body, phone)).toBe("{}");
  await expect.poll(inHand, { timeout: 10_000 }).toBe(0);

  // Two more within the quarter of an hour are one notice, at its end; the push service is down by then, so the phone rings.
  await urgentTo(owner.id);
  await urgentTo(owner.id);
  await expect.poll(inHand, { timeout: 10_000 }).toBe(1);
  expect(ways()).toEqual(["push"]);
  answering = 503;
  house.clock.moveTo(house.clock.now() + 15 * 60_000);
  await expect.poll(ways, { timeout: 30_000 }).toEqual(["push", "sms"]);
  expect(new URLSearchParams(handed[1]!.body.toString()).get("text")).toBe(`有一件事需要你处理\n${house.origin}/desk`);
  await expect.poll(inHand, { timeout: 10_000 }).toBe(0);
  expect(ways()).toEqual(["push", "sms"]);
  expect(desk.noticed.faults).toEqual([]);
});
