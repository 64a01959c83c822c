import { robots, type Kind } from "../../kinds.ts";
import type { Carriers } from "../context.ts";
import type { Outward } from "../outward/post.ts";
import { mailSender } from "./mail.ts";
import { paced, type Pace, type Pacing } from "./pace.ts";
import { pushSender, type PushKeys } from "./push.ts";
import { robotSender } from "./robots.ts";
import type { Sender } from "./sender.ts";
import { smsSender } from "./sms.ts";

/** How much this house says to one robot: half of what its service takes, where it says how much. */
const PACES: Readonly<Record<(typeof robots)[number], Pace>> = {
  dingtalk: { most: 10, per: 60_000 },
  feishu: { most: 50, per: 60_000 },
  wecom: { most: 10, per: 60_000 },
  slack: { most: 1, per: 2_000 },
  teams: { most: 1, per: 2_000 },
};

interface Given {
  readonly carriers: Carriers;
  readonly outward: Outward;
  readonly push: PushKeys;
  /** The house's own address, by which push services can ask about it. */
  readonly origin: string;
  readonly now: () => number;
  readonly pacing: Pacing;
}

/** Everything that can hand over in this house. */
export function sendersOf({ carriers, outward, push, origin, now, pacing }: Given): ReadonlyMap<Kind, Sender> {
  const { mail, sms } = carriers;
  // A push service takes a house that can be asked about: at its own address, or, where that is on one machine, by mail.
  const contact = origin.startsWith("https://") ? origin : mail === null ? null : `mailto:${mail.from}`;
  return new Map<Kind, Sender>([
    ...(contact === null ? [] : ([["push", pushSender(push, contact, outward, now)]] as const)),
    ...(sms === null ? [] : ([["sms", smsSender(sms, outward, now)]] as const)),
    ...(mail === null ? [] : ([["mail", mailSender(mail)]] as const)),
    ...robots.map((kind) => [kind, paced(robotSender(kind, outward, now), PACES[kind], pacing)] as const),
  ]);
}
