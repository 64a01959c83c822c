import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Robot } from "../../kinds.ts";
import * as stand from "../testing/services.ts";
import { dingtalkSign, feishuSign, isRobotOf, robotSender } from "./robots.ts";
import type { Message, Outcome } from "./sender.ts";

const NOW = Date.UTC(2026, 10, 30, 2);
const message: Message = {
  subject: "有一件事需要你处理",
  text: "有一件事需要你处理\nhttps://line.example.org/desk",
  id: "ab12",
  urgent: false,
};

/** Each service under its name, and what its robot is reached by. */
const real: Readonly<
  Record<
    Robot,
    {
      readonly host: string;
      readonly path: string;
      readonly secret: string | null;
      readonly service: () => stand.Service;
    }
  >
> = {
  dingtalk: {
    host: "oapi.dingtalk.com",
    path: "/robot/send?access_token=t0ken",
    secret: "SECexample",
    service: () => stand.dingtalkService("t0ken", "SECexample"),
  },
  feishu: {
    host: "open.feishu.cn",
    path: "/open-apis/bot/v2/hook/h00k",
    secret: "example",
    service: () => stand.feishuService("h00k", "example"),
  },
  wecom: {
    host: "qyapi.weixin.qq.com",
    path: "/cgi-bin/webhook/send?key=k3y",
    secret: null,
    service: () => stand.wecomService("k3y"),
  },
  slack: {
    host: "hooks.slack.com",
    path: "/services/T/B/x",
    secret: null,
    service: () => stand.slackService("/services/T/B/x"),
  },
  teams: {
    host: "prod-1.logic.azure.com",
    path: "/workflows/f/triggers/manual/paths/invoke?sig=x",
    secret: null,
    service: () => stand.teamsService("/workflows/f/triggers/manual/paths/invoke?sig=x"),
  },
};
const robots = Object.keys(real) as readonly Robot[];

let clock: number;
let lie: stand.Service | null;
let services: stand.Services;
beforeEach(async () => {
  [clock, lie] = [NOW, null];
  const entries = robots.map((kind): [string, stand.Service] => {
    const own = real[kind].service();
    return [real[kind].host, (asked, now) => (lie ?? own)(asked, now)];
  });
  services = await stand.startServices(Object.fromEntries(entries), () => clock, 400);
});
afterEach(() => services.close());

const addressOf = (kind: Robot, change: { readonly path?: string; readonly secret?: string | null } = {}): string => {
  const { host, path, secret } = { ...real[kind], ...change };
  return JSON.stringify({ url: services.at(host) + path, secret });
};
const send = (kind: Robot, address = addressOf(kind), own = (): number => clock): Promise<Outcome> =>
  robotSender(kind, services.outward, own)(address, message);

it("signs as openssl does", () => {
  // printf '1700000000000\nSECexample' | openssl dgst -sha256 -hmac SECexample -binary | base64
  expect(dingtalkSign("SECexample", 1_700_000_000_000)).toBe("uroalHrWHORz59talE1o26b8HuX2kOp8WlAN91F9Pj0=");
  // printf '' | openssl dgst -sha256 -hmac "$(printf '1700000000\nexample')" -binary | base64
  expect(feishuSign("example", 1_700_000_000)).toBe("IDYtqgwsyU5irwQ/8nvd4ncBjc/KPCpVGkxbLfWDsyg=");
});

describe.each(robots)("%s", (kind) => {
  it("takes the sentence and nothing else", async () => {
    expect(await send(kind)).toEqual({ kind: "sent" });
    expect(services.asked).toHaveLength(1);
    const [{ body, headers } = services.asked[0]!] = services.asked;
    expect(JSON.stringify(JSON.parse(body.toString()))).toContain(JSON.stringify(message.text).slice(1, -1));
    expect(Object.keys(headers).toSorted()).toEqual(["connection", "content-length", "content-type", "host"]);
  });

  it("is asked again later when it has trouble, is silent, or says nothing of its own", async () => {
    const means = async (service: stand.Service): Promise<Outcome> => {
      lie = service;
      return send(kind);
    };
    expect(await means(() => ({ status: 500, body: "s3cret" }))).toEqual({ kind: "later", why: "failing", wait: null });
    expect(await means(() => ({ status: 503, headers: { "retry-after": "30" } }))).toEqual({
      kind: "later",
      why: "failing",
      wait: 30_000,
    });
    const date = new Date(NOW + 90_000).toUTCString();
    expect(await means(() => ({ status: 429, headers: { "retry-after": date } }))).toEqual({
      kind: "later",
      why: "too-fast",
      wait: 90_000,
    });
    expect(await means(() => null)).toEqual({ kind: "later", why: "silent", wait: null });
    expect(await means(() => ({ body: "<!doctype html><title>Sign in</title>" }))).toEqual({
      kind: "later",
      why: "unreadable",
      wait: null,
    });
    expect(await means(() => ({ body: "x".repeat(50_000) }))).toEqual({ kind: "later", why: "unreadable", wait: null });
    expect(await means(() => ({ status: 302, headers: { location: "https://elsewhere.example" } }))).toEqual({
      kind: "refused",
      why: "redirected",
    });
  });

  it("is known by its own host, over https, or by one the operator lists", () => {
    const { host, path } = real[kind];
    expect(isRobotOf(kind, new URL(`https://${host}${path}`), [])).toBe(true);
    expect(isRobotOf(kind, new URL(`http://${host}${path}`), [])).toBe(false);
    expect(isRobotOf(kind, new URL(`https://${host}.evil.example${path}`), [])).toBe(false);
    expect(isRobotOf(kind, new URL(`https://robot.example${path}`), ["robot.example"])).toBe(true);
  });
});

describe("an error inside an answer that says 200", () => {
  it("is an error: a wrong secret, a clock an hour off, a robot that is gone", async () => {
    for (const kind of ["dingtalk", "feishu"] as const) {
      expect(await send(kind, addressOf(kind, { secret: "another" }))).toEqual({ kind: "refused", why: "unsigned" });
      expect(await send(kind, addressOf(kind), () => clock - 3_700_000)).toEqual({ kind: "refused", why: "unsigned" });
    }
    for (const kind of robots)
      expect([kind, await send(kind, addressOf(kind, { path: `${real[kind].path.slice(0, -1)}_` }))]).toEqual([
        kind,
        { kind: "gone" },
      ]);
  });

  it("says too fast in words of its own, and for how long DingTalk blocks", async () => {
    const fast = async (kind: Robot): Promise<Outcome> => {
      let last: Outcome = { kind: "sent" };
      for (let times = 0; times < 101 && last.kind === "sent"; times++) last = await send(kind);
      return last;
    };
    expect(await fast("dingtalk")).toEqual({ kind: "later", why: "too-fast", wait: 600_000 });
    expect(await fast("wecom")).toEqual({ kind: "later", why: "too-fast", wait: 60_000 });
    expect(await fast("feishu")).toEqual({ kind: "later", why: "too-fast", wait: 60_000 });
    expect(await fast("slack")).toEqual({ kind: "later", why: "too-fast", wait: 1_000 });
  });
});
