import type { Instant } from "./calendar.ts";
import { OweError } from "./errors.ts";
import type { Standing } from "./owner.ts";

/** One thing one person owes by one moment. Plain data: it can be stored as JSON and read back. */
export type Obligation = {
  /** The matter, by the caller's id. */
  readonly subject: string;
  readonly act: string;
  readonly role: string;
  readonly owner: string;
  readonly due: Instant;
  /** Everybody who may come to own it in this role, first choice first. */
  readonly ladder: readonly string[];
  /** Who has owned it in this role, the most recent last; the owner is the last. */
  readonly served: readonly string[];
  readonly openedAt: Instant;
  readonly settledAt?: Instant;
};

/** `served` with `id` as the most recent. */
export function serve(served: readonly string[], id: string): readonly string[] {
  return [...served.filter((one) => one !== id), id];
}

/** A new obligation of `duty.owner`. Throws "owe/due-in-past" unless due after `now`, "owe/not-on-ladder" for a stranger. */
export function open(duty: Omit<Obligation, "openedAt" | "settledAt">, now: Instant): Obligation {
  if (!(duty.due > now)) throw new OweError("owe/due-in-past", "a new duty needs a date ahead");
  if (!duty.ladder.includes(duty.owner)) throw new OweError("owe/not-on-ladder", "the owner is not on the ladder");
  return { ...duty, served: serve(duty.served, duty.owner), openedAt: now };
}

/** The obligation as fulfilled by `act` at `now`. Throws "owe/settled", or "owe/other-act" when something else is owed. */
export function settle(obligation: Obligation, act: string, now: Instant): Obligation {
  refuseSettled(obligation);
  if (act !== obligation.act) throw new OweError("owe/other-act", "another act is owed");
  return { ...obligation, settledAt: now };
}

/** The obligation with an earlier date. Throws "owe/settled", "owe/not-earlier". */
export function hasten(obligation: Obligation, due: Instant): Obligation {
  refuseSettled(obligation);
  if (!(due < obligation.due)) throw new OweError("owe/not-earlier", "this can only make a date earlier");
  return { ...obligation, due };
}

/** The obligation with a later date, at most `limit`. Throws "owe/settled", "owe/not-later", "owe/beyond-limit". */
export function postpone(obligation: Obligation, due: Instant, limit: Instant): Obligation {
  refuseSettled(obligation);
  if (!(due > obligation.due)) throw new OweError("owe/not-later", "a postponed date is later");
  if (!(due <= limit)) throw new OweError("owe/beyond-limit", "later than may be promised");
  return { ...obligation, due };
}

/** The obligation in other hands, same act, same date. Throws "owe/settled", "owe/same-owner", "owe/not-eligible", "owe/absent". */
export function handOver(
  obligation: Obligation,
  to: string,
  standing: Pick<Standing, "eligible" | "absent">,
): Obligation {
  refuseSettled(obligation);
  if (to === obligation.owner) throw new OweError("owe/same-owner", "already the owner");
  if (!obligation.ladder.includes(to) || !standing.eligible.includes(to)) {
    throw new OweError("owe/not-eligible", "cannot own this");
  }
  if (standing.absent.includes(to)) throw new OweError("owe/absent", "is away");
  return { ...obligation, owner: to, served: serve(obligation.served, to) };
}

function refuseSettled(obligation: Obligation): void {
  if (obligation.settledAt !== undefined) throw new OweError("owe/settled", "nothing is owed any more");
}
