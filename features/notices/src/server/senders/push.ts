import webPush from "web-push";
import type { Outward } from "../outward/post.ts";
import { later, outcomeOf, refused, SENT, type Sender } from "./sender.ts";

/** A subscription as a browser gives it. */
export interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** The pair this house is known by to push services (RFC 8292); both base64url. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export const newPushKeys = (): PushKeys => webPush.generateVAPIDKeys();

/** Seconds a push service keeps it for a phone that is off. */
const KEPT = 86_400;

/**
 * Wakes a browser. What travels is empty: the words are in the page that the phone has. `subject`: where this house can be asked about
 * it, an https or a mailto address.
 */
export function pushSender(keys: PushKeys, subject: string, outward: Outward, now: () => number): Sender {
  return async (address, { urgent, id }) => {
    const { endpoint, headers, body } = webPush.generateRequestDetails(JSON.parse(address) as Subscription, "{}", {
      ...{ vapidDetails: { subject, ...keys }, TTL: KEPT, urgency: urgent ? "high" : "normal" },
      // One that waits is replaced by the same one sent again.
      topic: id.slice(0, 32),
    });
    const posted = await outward({ url: endpoint, body, headers });
    const outcome = outcomeOf(posted, now());
    if (outcome !== null || posted.kind === "unanswered") return outcome ?? later("failing");
    const { status } = posted;
    if (status < 300) return SENT;
    if (status === 404 || status === 410) return { kind: "gone" };
    return refused(status === 401 || status === 403 ? "unsigned" : "not-taken");
  };
}
