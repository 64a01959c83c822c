import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { IncomingHttpHeaders } from "node:http";
import { buffer as readAll } from "node:stream/consumers";
import { outwardBy, type Outward } from "../outward/post.ts";
import { certificate, key } from "./certificate.ts";

/** What a service was asked, as it came over the wire. */
export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How one service answers; null: never. */
export type Service = (asked: Asked, now: number) => Reply | null;

/** Services behind one port of this machine, each under its own name. */
export interface Services {
  readonly outward: Outward;
  /** "https://oapi.dingtalk.com:41234" */
  readonly at: (name: string) => string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

const json = (value: unknown): Reply => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** At most so many within a while, by the service's own clock. */
function rate(most: number, within: number): (now: number) => boolean {
  let taken: number[] = [];
  return (now) => {
    taken = taken.filter((at) => at > now - within);
    taken.push(now);
    return taken.length > most;
  };
}

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** DingTalk's robot: token, signature over ms within the hour, twenty a minute and then blocked for ten. */
export function dingtalkService(token: string, secret: string): Service {
  const isTooFast = rate(20, MINUTE);
  let blockedUntil = 0;
  return ({ path, body }, now) => {
    const query = new URL(path, "https://x").searchParams;
    if (query.get("access_token") !== token) return json({ errcode: 300_001, errmsg: "token is not exist" });
    const timestamp = query.get("timestamp") ?? "";
    const sign = createHmac("sha256", secret).update([timestamp, secret].join("\n")).digest("base64");
    const isFresh = Math.abs(now - Number(timestamp)) <= HOUR;
    if (!isFresh || !same(query.get("sign") ?? "", sign)) return json({ errcode: 310_000, errmsg: "sign not match" });
    if (isTooFast(now)) blockedUntil = now + 10 * MINUTE;
    if (now < blockedUntil) return json({ errcode: 130_101, errmsg: "send too fast, exceed 20 times per minute" });
    const said = JSON.parse(body.toString()) as { msgtype?: string; text?: { content?: unknown } };
    const isText = said.msgtype === "text" && typeof said.text?.content === "string";
    return json(isText ? { errcode: 0, errmsg: "ok" } : { errcode: 40_035, errmsg: "bad parameter" });
  };
}

/** Feishu's robot: signature over seconds within the hour, in the body. */
export function feishuService(hook: string, secret: string): Service {
  const isTooFast = rate(100, MINUTE);
  return ({ path, body }, now) => {
    if (!path.endsWith(`/hook/${hook}`))
      return json({ code: 19_001, msg: "param invalid: incoming webhook access token invalid" });
    const said = JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
    const stamp = typeof said["timestamp"] === "string" ? said["timestamp"] : "";
    const sign = createHmac("sha256", [stamp, secret].join("\n")).digest("base64");
    const isFresh = Math.abs(now / 1_000 - Number(stamp)) <= 3_600;
    const signed = typeof said["sign"] === "string" ? said["sign"] : "";
    if (!isFresh || !same(signed, sign))
      return json({ code: 19_021, msg: "sign match fail or timestamp is not within one hour" });
    if (isTooFast(now)) return json({ code: 11_232, msg: "frequency limited" });
    const { text } = (said["content"] ?? {}) as { text?: unknown };
    return json(
      said["msg_type"] === "text" && typeof text === "string"
        ? { code: 0, msg: "success" }
        : { code: 9_499, msg: "Bad Request" },
    );
  };
}

/** WeCom's robot: the key in the address, 2,048 bytes, twenty a minute. */
export function wecomService(secret: string): Service {
  const isTooFast = rate(20, MINUTE);
  return ({ path, body }, now) => {
    if (new URL(path, "https://x").searchParams.get("key") !== secret)
      return json({ errcode: 93_000, errmsg: "invalid webhook url" });
    if (isTooFast(now)) return json({ errcode: 45_009, errmsg: "api freq out of limit" });
    const said = JSON.parse(body.toString()) as { msgtype?: string; text?: { content?: string } };
    const size = Buffer.byteLength(said.text?.content ?? "");
    return json(
      said.msgtype === "text" && size > 0 && size <= 2_048
        ? { errcode: 0, errmsg: "ok" }
        : { errcode: 40_058, errmsg: "invalid Request Parameter" },
    );
  };
}

/** Slack's incoming webhook: words for answers, one a second. */
export function slackService(path: string): Service {
  const isTooFast = rate(1, 1_000);
  return (asked, now) => {
    if (asked.path !== path) return { status: 404, body: "no_service" };
    if (isTooFast(now)) return { status: 429, headers: { "retry-after": "1" }, body: "rate_limited" };
    const said = JSON.parse(asked.body.toString()) as { text?: unknown };
    return typeof said.text === "string" ? { body: "ok" } : { status: 400, body: "invalid_payload" };
  };
}

/** A flow of Power Automate: accepts a card, and says so before it has done anything. */
export const teamsService =
  (path: string): Service =>
  (asked) => {
    if (asked.path !== path) return { status: 404, body: '{"error":{"code":"WorkflowNotFound"}}' };
    const said = JSON.parse(asked.body.toString()) as {
      type?: string;
      attachments?: readonly {
        contentType?: string;
        content?: { type?: string; body?: readonly { text?: string }[] };
      }[];
    };
    const [first] = said.attachments ?? [];
    const isCard = said.type === "message" && first?.contentType === "application/vnd.microsoft.card.adaptive";
    return isCard && first.content?.type === "AdaptiveCard"
      ? { status: 202 }
      : { status: 400, body: '{"error":{"code":"InvalidRequest"}}' };
  };

const nobody: Service = () => ({ status: 404 });

/** Starts them; `now` is their clock. What is sent out by `outward` finds them under their names. */
export async function startServices(
  services: Readonly<Record<string, Service>>,
  now: () => number,
  patience = 2_000,
): Promise<Services> {
  const asked: Asked[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    void (async () => {
      const host = (request.headers.host ?? "").split(":")[0] ?? "";
      const body = await readAll(request);
      const one: Asked = { host, path: request.url ?? "", headers: request.headers, body };
      asked.push(one);
      const reply = (services[host] ?? nobody)(one, now());
      if (reply !== null) response.writeHead(reply.status ?? 200, reply.headers ?? {}).end(reply.body ?? "");
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const names = Object.keys(services);
  const resolve = (): Promise<readonly string[]> => Promise.resolve(["127.0.0.1"]);
  return {
    outward: outwardBy({ listed: names, ca: certificate, patience, resolve }),
    at: (name) => `https://${name}:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
