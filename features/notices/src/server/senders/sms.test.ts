import { afterEach, expect, it } from "vitest";
import { startServices, type Service, type Services } from "../testing/services.ts";
import { smsSender, type SmsSetting } from "./sms.ts";
import type { Outcome } from "./sender.ts";

let services: Services | null = null;
afterEach(() => services?.close());

const message = {
  subject: "-",
  text: 'Something "needs" you &\nhttps://line.example.org/desk',
  id: "ab12",
  urgent: true,
};

async function send(service: Service, setting: Partial<SmsSetting>): Promise<Outcome> {
  await services?.close();
  services = await startServices({ "gateway.example": service }, () => 0);
  const url = `${services.at("gateway.example")}${setting.url ?? "/send"}`;
  const given = { body: '{"to":"{number}","text":"{text}"}', authorization: null, ...setting, url };
  return smsSender(given, services.outward, () => 0)("+4915112345678", message);
}

it("the number and the sentence stand where the operator's gateway wants them, and cannot become anything else there", async () => {
  expect(await send(() => ({ status: 202 }), { authorization: "Bearer s3cret" })).toEqual({ kind: "sent" });
  const [json] = services?.asked ?? [];
  expect(JSON.parse(json?.body.toString() ?? "")).toEqual({ to: "+4915112345678", text: message.text });
  expect(json?.headers).toMatchObject({
    authorization: "Bearer s3cret",
    "content-type": "application/json; charset=utf-8",
  });
  expect(await send(() => ({}), { url: "/send?to={number}", body: "msg={text}&from=line" })).toEqual({ kind: "sent" });
  const [form] = services?.asked ?? [];
  expect(form?.path).toBe("/send?to=%2B4915112345678");
  expect([...new URLSearchParams(form?.body.toString())]).toEqual([
    ["msg", message.text],
    ["from", "line"],
  ]);
});

it("a gateway is believed by its status alone", async () => {
  expect(await send(() => ({ status: 401, body: "s3cret" }), {})).toEqual({ kind: "refused", why: "not-taken" });
  expect(await send(() => ({ status: 429, headers: { "retry-after": "5" } }), {})).toEqual({
    kind: "later",
    why: "too-fast",
    wait: 5_000,
  });
  expect(await send(() => ({ status: 500 }), {})).toEqual({ kind: "later", why: "failing", wait: null });
  expect(await send(() => ({ status: 301 }), {})).toEqual({ kind: "refused", why: "redirected" });
});
