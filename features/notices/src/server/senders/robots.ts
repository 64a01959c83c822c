import { createHmac } from "node:crypto";
import type { Robot } from "../../kinds.ts";
import type { Outward, Post } from "../outward/post.ts";
import { later, outcomeOf, refused, SENT, type Outcome, type Sender } from "./sender.ts";

/** A robot as its member wrote it down: its address, and the secret it signs with where it has one. */
export interface RobotAddress {
  readonly url: string;
  readonly secret: string | null;
}

/** What is asked of a robot, and what its answer means. */
interface Speech {
  readonly ask: (robot: RobotAddress, text: string, now: number) => Pick<Post, "url" | "body">;
  readonly means: (status: number, text: string) => Outcome;
}

const hmac = (key: string, message: string): string => createHmac("sha256", key).update(message).digest("base64");

/** DingTalk: HMAC-SHA256 of "timestamp\nsecret" under the secret; the timestamp in ms. */
export const dingtalkSign = (secret: string, timestamp: number): string => hmac(secret, `${timestamp}\n${secret}`);

/** Feishu: HMAC-SHA256 of nothing under "timestamp\nsecret"; the timestamp in seconds. */
export const feishuSign = (secret: string, timestamp: number): string => hmac(`${timestamp}\n${secret}`, "");

/** DingTalk blocks for ten minutes whoever was too fast. */
const BLOCKED = 600_000;
const MINUTE = 60_000;

/** What these codes, inside an answer that says 200, mean; every other one: the message is not taken. */
type Codes = Readonly<Record<number, Outcome>>;
const DINGTALK: Codes = {
  [-1]: later("failing"),
  [300_001]: { kind: "gone" },
  [310_000]: refused("unsigned"),
  [130_101]: later("too-fast", BLOCKED),
  [660_026]: later("too-fast", BLOCKED),
};
const FEISHU: Codes = {
  [19_001]: { kind: "gone" },
  [19_021]: refused("unsigned"),
  [9_499]: later("too-fast", MINUTE),
  [11_232]: later("too-fast", MINUTE),
  [11_233]: later("too-fast", MINUTE),
};
const WECOM: Codes = {
  [-1]: later("failing"),
  [93_000]: { kind: "gone" },
  [45_009]: later("too-fast", MINUTE),
  [45_033]: later("too-fast", MINUTE),
};

/** These three answer 200 whatever happens, and say in JSON what did. */
const byCode =
  (field: string, codes: Codes): Speech["means"] =>
  (status, text) => {
    const code = codeIn(text, field);
    if (code === null) return status === 200 ? later("unreadable") : refused("not-taken");
    return code === 0 ? SENT : (codes[code] ?? refused("not-taken"));
  };

function codeIn(text: string, field: string): number | null {
  try {
    const value = (JSON.parse(text) as Readonly<Record<string, unknown>> | null)?.[field];
    return typeof value === "number" ? value : null;
  } catch {
    return null;
  }
}

const byStatus =
  (isTaken: (status: number, text: string) => boolean): Speech["means"] =>
  (status, text) => {
    if (isTaken(status, text)) return SENT;
    if (status === 404 || status === 410) return { kind: "gone" };
    return status < 300 ? later("unreadable") : refused("not-taken");
  };

function signedUrl({ url, secret }: RobotAddress, now: number): string {
  if (secret === null) return url;
  const signed = new URL(url);
  signed.searchParams.set("timestamp", String(now));
  signed.searchParams.set("sign", dingtalkSign(secret, now));
  return signed.href;
}

function feishuBody({ secret }: RobotAddress, text: string, now: number): string {
  const message = { msg_type: "text", content: { text } };
  if (secret === null) return JSON.stringify(message);
  const seconds = Math.floor(now / 1_000);
  return JSON.stringify({ timestamp: String(seconds), sign: feishuSign(secret, seconds), ...message });
}

/** A card of the kind Power Automate passes on. */
const card = (text: string): string =>
  JSON.stringify({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          ...{ $schema: "http://adaptivecards.io/schemas/adaptive-card.json", type: "AdaptiveCard", version: "1.4" },
          body: [{ type: "TextBlock", text, wrap: true }],
        },
      },
    ],
  });

const SPEECH: Readonly<Record<Robot, Speech>> = {
  dingtalk: {
    ask: (robot, content, now) => {
      return { url: signedUrl(robot, now), body: JSON.stringify({ msgtype: "text", text: { content } }) };
    },
    means: byCode("errcode", DINGTALK),
  },
  feishu: {
    ask: (robot, text, now) => ({ url: robot.url, body: feishuBody(robot, text, now) }),
    means: byCode("code", FEISHU),
  },
  wecom: {
    ask: ({ url }, content) => ({ url, body: JSON.stringify({ msgtype: "text", text: { content } }) }),
    means: byCode("errcode", WECOM),
  },
  slack: {
    ask: ({ url }, text) => ({ url, body: JSON.stringify({ text }) }),
    means: byStatus((status, text) => status === 200 && text.trim() === "ok"),
  },
  teams: {
    ask: ({ url }, text) => ({ url, body: card(text) }),
    means: byStatus((status, text) => (status === 200 || status === 202) && !/^\s*<|error/i.test(text)),
  },
};

const HEADERS = { "content-type": "application/json; charset=utf-8" };

/** Writes to a robot of one of the chat systems, as its documentation has it. */
export function robotSender(kind: Robot, outward: Outward, now: () => number): Sender {
  const { ask, means } = SPEECH[kind];
  return async (address, { text }) => {
    const posted = await outward({ ...ask(JSON.parse(address) as RobotAddress, text, now()), headers: HEADERS });
    const outcome = outcomeOf(posted, now());
    if (outcome !== null || posted.kind === "unanswered") return outcome ?? later("failing");
    return means(posted.status, posted.text);
  };
}

/** Where the services themselves are. An operator's list may name others. */
const HOSTS: Readonly<Record<Robot, RegExp>> = {
  dingtalk: /^oapi\.dingtalk\.com$/,
  feishu: /^open\.(feishu\.cn|larksuite\.com)$/,
  wecom: /^qyapi\.weixin\.qq\.com$/,
  slack: /^hooks\.slack\.com$/,
  teams: /\.(logic\.azure\.com|api\.powerplatform\.com|webhook\.office\.com)$/,
};

/** Whether an address is one of this service, or of a host that the operator lists. */
export const isRobotOf = (kind: Robot, url: URL, listed: readonly string[]): boolean =>
  url.protocol === "https:" && (HOSTS[kind].test(url.hostname) || listed.includes(url.hostname));
