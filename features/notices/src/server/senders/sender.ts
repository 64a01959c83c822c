import type { Why } from "../../kinds.ts";
import type { Posted } from "../outward/post.ts";

/** What became of one attempt. `wait` (ms): what the service itself asked for, null where it said nothing. */
export type Outcome =
  | { readonly kind: "sent" }
  | { readonly kind: "later"; readonly why: Why; readonly wait: number | null }
  /** It will not take it, now or later. */
  | { readonly kind: "refused"; readonly why: Why }
  /** The address is gone: whoever chose it has to choose anew. */
  | { readonly kind: "gone" };

/** What goes out: the sentence, and nothing that it is about. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  /** Tells a receiver that two are the same, and nothing else. */
  readonly id: string;
  readonly urgent: boolean;
}

/** Hands one message to one service. `address` is what the member chose, as the kind of channel writes it down. Never rejects. */
export type Sender = (address: string, message: Message) => Promise<Outcome>;

export const SENT: Outcome = { kind: "sent" };
export const later = (why: Why, wait: number | null = null): Outcome => ({ kind: "later", why, wait });
export const refused = (why: Why): Outcome => ({ kind: "refused", why });

/** No service is waited for longer, whatever it says. */
const LONGEST = 3_600_000;

/** Retry-After in seconds or as a date, in ms from now; null where it says nothing that can be read. */
function waitIn(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  const at = /^\d{1,9}$/.test(retryAfter) ? now + Number(retryAfter) * 1_000 : Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.min(LONGEST, Math.max(0, at - now));
}

/** What every service means by these, whatever it says besides; null where its own words are to be read. */
export function outcomeOf(posted: Posted, now: number): Outcome | null {
  if (posted.kind === "unanswered")
    return posted.why === "forbidden"
      ? refused("forbidden")
      : later(posted.why === "too-long" ? "unreadable" : posted.why);
  const { status, retryAfter } = posted;
  if (status === 429) return later("too-fast", waitIn(retryAfter, now));
  if (status >= 500 || status === 408 || status === 425) return later("failing", waitIn(retryAfter, now));
  if (status >= 300 && status < 400) return refused("redirected");
  return null;
}
