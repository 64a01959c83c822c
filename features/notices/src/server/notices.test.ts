import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { Handed } from "@niuniu/host";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SENTENCE, type Language } from "../message.ts";
import * as routes from "../routes.ts";
import { handOver } from "./handing.ts";
import { noticesTables } from "./tables.ts";
import { certificate, key } from "./testing/certificate.ts";
import { newLine, ORIGIN, type Line } from "./testing/line.ts";
import { startServices, type Reply, type Services } from "./testing/services.ts";

let database: TestDatabase;
let services: Services;
let line: Line;
let mails: string[];
let smtp: SMTPServer;
/** What the gateway for short messages answers now. */
let gateway: () => Reply | null;
let robot: () => Reply | null;
let mailbox: () => Error | null;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  [gateway, robot, mailbox, mails] = [() => ({}), () => ({ body: "ok" }), () => null, []];
  services = await startServices(
    { "gateway.example": () => gateway(), "hooks.slack.com": () => robot() },
    () => 0,
    500,
  );
  smtp = new SMTPServer({
    ...{ cert: certificate, key, authOptional: true },
    onRcptTo: (_to, _session, done) => done(mailbox()),
    onData: (stream, _session, done) => void readAll(stream).then((text) => done(null, void mails.push(text))),
  });
  const listening = smtp.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as { readonly port: number };
  line = await newLine(database, {
    outward: services.outward,
    carriers: {
      mail: { server: new URL(`smtp://localhost:${port}`), from: "line@mail.example", plain: false, ca: certificate },
      sms: { url: services.at("gateway.example"), body: "to={number}&text={text}", authorization: "Bearer s3cret" },
      listed: [],
    },
  });
});
afterEach(async () => {
  await line.host.close();
  await services.close();
  await new Promise((done) => smtp.close(() => done(null)));
});
afterAll(() => database.close());

const ADDRESSES = {
  mail: "lin@mail.example",
  sms: "+8613800138000",
  get slack() {
    return `${services.at("hooks.slack.com")}/services/T/B/t0psecret`;
  },
};
type Easy = keyof typeof ADDRESSES;

async function added(kind: Easy, member = "lin"): Promise<string> {
  const json = { kind, address: ADDRESSES[kind], secret: "" };
  return (await line.ask(member, routes.add, json)).answer.channel;
}
/** Chosen, tried, and seen to arrive. */
async function counting(kind: Easy, member = "lin"): Promise<string> {
  const channel = await added(kind, member);
  await line.ask(member, routes.attempt, { channel });
  await line.ask(member, routes.arrived, { channel });
  forget();
  return channel;
}
const mine = async (member = "lin"): Promise<routes.Mine> => (await line.ask(member, routes.mine)).answer;
/** What was sent so far is looked at no more. */
function forget(): void {
  mails.length = 0;
  services.asked.length satisfies number;
  (services.asked as unknown[]).length = 0;
}
const sentTo = (): readonly string[] => [...services.asked.map(({ host }) => host), ...mails.map(() => "mail")];

let errands = 0;
const hand = (more: { urgent?: boolean; channel?: number; attempts?: number; person?: string } = {}): Promise<Handed> =>
  handOver(line.context)({
    ...{ id: `e${errands++}`, person: "lin", urgent: false, channel: 0, attempts: 0 },
    ...more,
  });

describe("a choice", () => {
  it("counts only once a trial was sent and has been seen to arrive", async () => {
    expect(await mine()).toMatchObject({
      channels: [],
      results: [],
      offered: expect.arrayContaining([{ kind: "mail", proven: false }]) as unknown,
    });
    const channel = await added("mail");
    expect(await hand()).toEqual({ kind: "nowhere" });
    expect((await line.ask("lin", routes.arrived, { channel })).code).toBe("notices/not-tried");
    expect((await line.ask("lin", routes.attempt, { channel })).answer).toEqual({ outcome: "sent" });
    expect(mails).toHaveLength(1);
    expect(await hand()).toEqual({ kind: "nowhere" });
    expect((await line.ask("lin", routes.arrived, { channel })).code).toBeNull();
    expect(await hand()).toEqual({ kind: "sent" });
    expect(mails).toHaveLength(2);
    expect((await mine()).offered).toContainEqual({ kind: "mail", proven: true });
  });

  it("is nobody else's to see, try, order or take away", async () => {
    const channel = await added("mail");
    expect(JSON.stringify(await mine("zhou"))).not.toContain(channel);
    for (const route of [routes.attempt, routes.arrived, routes.remove] as const)
      expect((await line.ask<{ channel: string }, unknown>("zhou", route, { channel })).code).toBe(
        "notices/unknown-channel",
      );
    expect((await line.ask("zhou", routes.order, { channels: [channel] })).code).toBe("notices/unknown-channel");
    expect(mails).toEqual([]);
  });

  it("is refused where it leads nowhere its service is, is not set up here, or is one too many", async () => {
    const codeOf = async (kind: routes.Channel["kind"], address: string): Promise<string | null> =>
      (await line.ask("lin", routes.add, { kind, address, secret: "" })).code;
    expect(await codeOf("mail", "lin")).toBe("notices/unfit-address");
    expect(await codeOf("slack", "https://evil.example/services/T/B/x")).toBe("notices/foreign-robot");
    const bare = await newLine(database);
    const json = { kind: "sms", address: ADDRESSES.sms, secret: "" } as const;
    expect((await bare.ask("lin", routes.add, json)).code).toBe("notices/not-offered");
    expect((await bare.ask("lin", routes.mine)).answer.offered.map(({ kind }) => kind)).toEqual([
      "push",
      "dingtalk",
      "feishu",
      "wecom",
      "slack",
      "teams",
    ]);
    await bare.host.close();
    const all = await Promise.all(Array.from({ length: 8 }, () => codeOf("sms", ADDRESSES.sms)));
    expect(all.toSorted()).toEqual(["notices/too-many", "notices/too-many", null, null, null, null, null, null]);
  });

  it("is tried ten times a day at most: nobody's telephone is rung by somebody else all night", async () => {
    const channel = await added("sms");
    for (let times = 0; times < 10; times++)
      expect((await line.ask("lin", routes.attempt, { channel })).code).toBeNull();
    expect((await line.ask("lin", routes.attempt, { channel })).code).toBe("notices/tried-enough");
    expect(services.asked).toHaveLength(10);
    line.host.setNow(line.host.now() + 86_400_000);
    expect((await line.ask("lin", routes.attempt, { channel })).code).toBeNull();
  });

  it("is told in the language of the desk where the first way was added, until somebody chooses", async () => {
    const json = { kind: "mail", address: ADDRESSES.mail, secret: "" } as const;
    await line.ask("lin", routes.add, { ...json, language: "en" });
    expect(await mine()).toMatchObject({ language: "en" });
    await line.ask("lin", routes.add, { ...json, language: "zh-CN" });
    expect(await mine()).toMatchObject({ language: "en" });
    await line.ask("lin", routes.settings, { language: "zh-CN", quiet: null, phoneFirst: true });
    await line.ask("lin", routes.add, { ...json, language: "en" });
    expect(await mine()).toMatchObject({ language: "zh-CN" });
  });
  it("keeps its order, its hours and its language", async () => {
    const [a, b] = [await counting("mail"), await counting("sms")];
    await line.ask("lin", routes.order, { channels: [b, a] });
    expect((await mine()).channels.map(({ id }) => id)).toEqual([b, a]);
    expect((await line.ask("lin", routes.order, { channels: [b] })).code).toBe("notices/unknown-channel");
    const settings = { language: "en", quiet: { from: 1_320, until: 420 }, phoneFirst: false } as const;
    await line.ask("lin", routes.settings, settings);
    expect(await mine()).toMatchObject({ ...settings, link: `${ORIGIN}/desk`, organisation: "Cloud Pasture" });
    await line.ask("lin", routes.remove, { channel: b });
    expect((await mine()).channels.map(({ id }) => id)).toEqual([a]);
  });
});

describe("a notice", () => {
  it("goes to members alone: not to who left, and never to a receipt holder", async () => {
    await counting("mail");
    expect(await hand()).toEqual({ kind: "sent" });
    for (const person of ["0123456789ABCDEF", "reporter", "su", ""])
      expect([person, await hand({ person })]).toEqual([person, { kind: "nowhere" }]);
    expect(mails).toHaveLength(1);
  });

  it("falls over to the next channel when one fails, and begins anew when all have", async () => {
    await counting("mail");
    await counting("sms");
    mailbox = () => Object.assign(new Error("no"), { responseCode: 550 });
    expect(await hand()).toEqual({ kind: "next" });
    expect(await hand({ channel: 1 })).toEqual({ kind: "sent" });
    mailbox = () => Object.assign(new Error("not now"), { responseCode: 451 });
    expect(await hand()).toEqual({ kind: "later" });
    expect(await hand({ attempts: 3 })).toEqual({ kind: "next" });
    gateway = () => ({ status: 429, headers: { "retry-after": "90" } });
    expect(await hand({ channel: 1 })).toEqual({ kind: "later", wait: 90_000 });
    expect(await hand({ channel: 1, attempts: 3 })).toEqual({ kind: "later", channel: 0, wait: 900_000 });
    gateway = () => ({ status: 500, body: "oops" });
    expect(await hand({ channel: 1, urgent: true })).toEqual({ kind: "later", channel: 0, wait: 60_000 });
  });

  it("waits for the end of quiet hours; a crisis does not, and rings first on a phone of one's own", async () => {
    await counting("mail");
    await counting("sms");
    // The clock stands at 16:00 where the organisation is.
    await line.ask("lin", routes.settings, { language: "en", quiet: { from: 900, until: 1_020 }, phoneFirst: true });
    expect(await hand()).toEqual({ kind: "later", wait: 3_600_000 });
    expect(sentTo()).toEqual([]);
    expect(await hand({ urgent: true })).toEqual({ kind: "sent" });
    expect(sentTo()).toEqual(["gateway.example"]);
    gateway = () => ({ status: 503, headers: { "retry-after": "600" } });
    expect(await hand({ urgent: true })).toEqual({ kind: "next" });
    expect(await hand({ urgent: true, channel: 1 })).toEqual({ kind: "sent" });
    await line.ask("lin", routes.settings, { language: "en", quiet: null, phoneFirst: false });
    forget();
    expect(await hand({ urgent: true })).toEqual({ kind: "sent" });
    expect(sentTo()).toEqual(["mail"]);
  });

  it("gives up an address that is gone, and shows the last ten results and no more", async () => {
    await counting("slack");
    for (let times = 0; times < 11; times++) {
      line.host.setNow(line.host.now() + 5_000);
      await hand();
    }
    robot = () => ({ status: 404, body: "no_service" });
    line.host.setNow(line.host.now() + 5_000);
    expect(await hand()).toMatchObject({ kind: "later" });
    const { channels, results } = await mine();
    expect(channels).toMatchObject([
      { kind: "slack", standing: "gone", shown: expect.stringMatching(/^hooks\.slack\.com/) as unknown },
    ]);
    expect(results).toHaveLength(10);
    expect(results.slice(0, 2)).toEqual([
      { day: "2026-01-05", kind: "slack", outcome: "gone" },
      { day: "2026-01-05", kind: "slack", outcome: "sent" },
    ]);
    expect(await hand()).toEqual({ kind: "nowhere" });
  });
});

/** All that left the house, as text, with what was packed for the way unpacked. */
function everything(): readonly string[] {
  const unpacked = mails.map((mail) => {
    const [head = "", body = ""] = mail.split("\r\n\r\n");
    const subject = /=\?UTF-8\?B\?([^?]*)\?=/i.exec(head)?.[1];
    const text = (part: string): string => Buffer.from(part, "base64").toString("utf8");
    const plain = /^Content-Transfer-Encoding: 7bit/im.test(head);
    return [head, text(subject ?? ""), plain ? body : text(body)].join("\n");
  });
  return [
    ...unpacked,
    ...services.asked.map(
      ({ path, headers, body }) => `${path}\n${JSON.stringify(headers)}\n${decodeURIComponent(body.toString())}`,
    ),
  ];
}

describe("what leaves the house", () => {
  it.each(["en", "zh-CN"] as const)(
    "is the sentence and the link, whatever it is about (%s)",
    async (language: Language) => {
      const kinds: readonly Easy[] = ["mail", "sms", "slack"];
      for (const kind of kinds) await counting(kind);
      await line.ask("lin", routes.settings, { language, quiet: null, phoneFirst: false });
      // Whatever happens is an errand with an id of the outbox; even an id that told something would not get out.
      const abouts = [
        "cases/due",
        "cases/crisis",
        "cases/missed",
        "people/signatures",
        "people/votes",
        "matter/open",
        "people/statement",
      ];
      const secrets = ["0123456789ABCDEF", "crisis", "Lin Wei", "3 cases"];
      const bodies = new Set<string>();
      for (const urgent of [false, true])
        for (const about of abouts)
          for (const [channel, kind] of kinds.entries()) {
            forget();
            line.host.setNow(line.host.now() + 5_000);
            const id = `${about} ${secrets.join(" ")}`;
            expect(await hand({ ...({ urgent, channel } as const), person: "lin", ...({ id } as object) })).toEqual({
              kind: "sent",
            });
            const [out = ""] = everything();
            for (const word of [...secrets, about, "lin/", "t0psecre "]) expect(out).not.toContain(word);
            expect(out).toContain(SENTENCE[language]);
            expect(out).toContain(`${ORIGIN}/desk`);
            bodies.add(
              kind === "mail" ? out.split("\n").slice(-2).join("\n") : (services.asked[0]?.body.toString() ?? ""),
            );
          }
      // The same bytes for every event: one body for each channel.
      expect(bodies.size).toBe(kinds.length);
    },
  );

  it("can be greeted with and can name the organisation, and nothing else can be put in", async () => {
    const channel = await counting("sms");
    await line.ask("zhou", routes.words, { greeting: "formal", named: true });
    await line.ask("lin", routes.attempt, { channel });
    const said = new URLSearchParams(services.asked.at(-1)?.body.toString()).get("text");
    expect(said).toBe(`尊敬的同事：\n有一件事需要你处理\n${ORIGIN}/desk\nCloud Pasture`);
    for (const json of [
      { greeting: "Lin Wei is accused", named: true },
      { greeting: "plain", named: "case 3" },
      { greeting: "plain", named: true, more: "x" },
    ])
      expect((await line.ask("lin", routes.words, json as unknown as routes.Mine["slots"])).code).toBe(
        "host/malformed",
      );
    expect((await mine()).slots).toEqual({ greeting: "formal", named: true });
  });

  it("no address and no secret stands readable in the database, nor in what was reported to the operator", async () => {
    for (const kind of ["mail", "sms", "slack"] as const) await counting(kind);
    gateway = () => ({ status: 500, body: "t0psecret" });
    await hand({ channel: 1 });
    const db = noticesTables(line.host.db);
    const tables = ["notices_key", "notices_member", "notices_channel", "notices_seen", "notices_words"] as const;
    const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
    const readable = JSON.stringify(rows, (_name, value: unknown) =>
      typeof value === "object" && value !== null && "type" in value && value.type === "Buffer"
        ? Buffer.from((value as unknown as { data: number[] }).data).toString("latin1")
        : value,
    );
    for (const word of ["mail.example", "8613800138000", "t0psecret", "hooks.slack"])
      expect(readable).not.toContain(word);
    expect(line.host.failures).toEqual([]);
    const shown = JSON.stringify(await mine());
    for (const word of ["lin@", "86138", "t0psecret", "s3cret"]) expect(shown).not.toContain(word);
  });
});

it("put back from a backup, which holds no key, the addresses are lost, and that is said", async () => {
  const channel = await counting("mail");
  const db = noticesTables(line.host.db);
  await db.deleteFrom("notices_key").execute();
  const { vault } = (await import("./index.ts")).notices.unkept.includes("notices_key")
    ? { vault: await import("./vault.ts") }
    : { vault: null };
  const fresh = await vault!.keepKey(db, "addresses", () => line.host.random(32));
  const context = { ...line.context, vault: vault!.vaultWith(fresh, line.host.random) };
  const { mineOf } = await import("./choices.ts");
  expect((await mineOf(context, "lin")).channels).toEqual([{ id: channel, kind: "mail", shown: "", standing: "lost" }]);
  const errand = { id: "x", person: "lin", urgent: false, channel: 0, attempts: 0 };
  expect(await handOver(context)(errand)).toMatchObject({ kind: "later" });
  expect(mails).toEqual([]);
  expect((await mine()).results[0]?.outcome).toBe("lost");
});
