import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { wayFailing, wayMended } from "../moments.ts";
import * as routes from "../routes.ts";
import { handOver } from "./handing.ts";
import { newLine, type Line } from "./testing/line.ts";
import { startServices, type Reply, type Services } from "./testing/services.ts";

let database: TestDatabase;
let services: Services;
let line: Line;
let answers: Record<"gateway" | "robot", Reply>;
let heard: string[];
/** Who is in office. */
let office: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  [answers, heard, office] = [{ gateway: {}, robot: { body: "ok" } }, [], ["lin", "zhou"]];
  services = await startServices(
    { "gateway.example": () => answers.gateway, "hooks.slack.com": () => answers.robot },
    () => 0,
  );
  const url = services.at("gateway.example");
  line = await newLine(database, {
    outward: services.outward,
    carriers: { sms: { url, body: "to={number}&text={text}", authorization: null } },
    members: () => Promise.resolve(office.map((id) => ({ id }))),
  });
  line.host.on(wayFailing, (told) => Promise.resolve(void heard.push(JSON.stringify(told))));
  line.host.on(wayMended, (member) => Promise.resolve(void heard.push(`mended ${member}`)));
});
afterEach(async () => {
  await line.host.close();
  await services.close();
});
afterAll(() => database.close());

const addressOf = { sms: () => "+8613800138000", slack: () => `${services.at("hooks.slack.com")}/services/T/B/x` };
/** Chosen, tried, and seen to arrive. */
async function counting(kind: "sms" | "slack", member = "lin"): Promise<string> {
  const json = { kind, address: addressOf[kind](), secret: "" };
  const { channel } = (await line.ask(member, routes.add, json)).answer;
  await line.ask(member, routes.attempt, { channel });
  await line.ask(member, routes.arrived, { channel });
  line.host.setNow(line.host.now() + 5_000);
  return channel;
}
async function hand(channel: number, more: { urgent?: boolean; attempts?: number } = {}): Promise<void> {
  line.host.setNow(line.host.now() + 5_000);
  await handOver(line.context)({ id: "e", person: "lin", urgent: false, channel, attempts: 3, ...more });
}
const failing = () => line.context.failing();

it("a way that is given up is told once, by whose it is and since which day, and until all of theirs work", async () => {
  await counting("sms");
  await counting("slack");
  answers = { gateway: { status: 500 }, robot: { status: 400, body: "invalid_payload" } };
  await hand(0, { attempts: 0 });
  expect([heard, await failing()]).toEqual([[], []]);
  await hand(0);
  const since = { member: "lin", since: "2026-01-05" };
  expect([heard, await failing()]).toEqual([[JSON.stringify(since)], [since]]);
  line.host.setNow(line.host.now() + 86_400_000);
  await hand(0);
  await hand(1);
  expect([heard, await failing()]).toEqual([[JSON.stringify(since)], [since]]);
  answers = { gateway: {}, robot: { status: 400, body: "invalid_payload" } };
  await hand(0);
  expect([heard.length, await failing()]).toEqual([1, [{ member: "lin", since: "2026-01-06" }]]);
  answers = { gateway: {}, robot: { body: "ok" } };
  await hand(1);
  expect([heard.slice(1), await failing()]).toEqual([["mended lin"], []]);
});

it("in a crisis a way fails at once; what its service only asks to wait for does not, nor what was never to count", async () => {
  await counting("sms");
  answers.gateway = { status: 429 };
  await hand(0, { urgent: true, attempts: 0 });
  expect(await failing()).toEqual([]);
  answers.gateway = { status: 503 };
  const json = { kind: "sms", address: "+8613800138001", secret: "" } as const;
  const { channel } = (await line.ask("zhou", routes.add, json)).answer;
  await line.ask("zhou", routes.attempt, { channel });
  expect(await failing()).toEqual([]);
  await hand(0, { urgent: true, attempts: 0 });
  expect((await failing()).map(({ member }) => member)).toEqual(["lin"]);
});

it("is nothing of whoever takes the way off their list, and of whoever is in office no more; and nobody else can take it off", async () => {
  const channel = await counting("sms");
  answers.gateway = { status: 400 };
  await hand(0);
  office = ["zhou"];
  expect(await failing()).toEqual([]);
  office = ["lin", "zhou"];
  expect((await line.ask("zhou", routes.remove, { channel })).code).toBe("notices/unknown-channel");
  expect((await failing()).length).toBe(1);
  await line.ask("lin", routes.remove, { channel });
  expect([await failing(), heard.slice(1)]).toEqual([[], ["mended lin"]]);
});

it("what listens and fails itself holds up nothing", async () => {
  await counting("sms");
  answers.gateway = { status: 400 };
  line.host.on(wayFailing, () => Promise.reject(new Error("no duty today")));
  await hand(0);
  expect([line.host.failures, (await failing()).length]).toEqual([["notices/failing-untold"], 1]);
});
