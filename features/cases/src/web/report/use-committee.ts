import { roster } from "@niuniu/people";
import { compareMilestone, comparePin, trustIn, whyNot, type Pinned, type Trust } from "@niuniu/trust";
import { call, device, here, useLoaded } from "@niuniu/ui";
import type { EarlyNotice } from "@niuniu/matter/web";
import { useMemo } from "preact/hooks";
import { loadSeldom } from "../later.ts";

/**
 * What the form knows of the committee. `broken`: the chain does not hold; `unrecorded`: its newest statement is not in
 * the public record. Nothing may be sealed to either.
 */
export type CommitteeState =
  | { readonly state: "waiting" }
  | { readonly state: "unreachable"; readonly error: unknown; readonly again: () => void }
  | { readonly state: "closed"; readonly again: () => void }
  | { readonly state: "broken"; readonly again: () => void }
  | { readonly state: "unrecorded"; readonly again: () => void }
  | ({
      readonly state: "checked";
      readonly again: () => void;
    } & Asked);

interface Asked {
  readonly trust: Trust;
  readonly pinned: Pinned;
  /** The public record contradicts what this device saw on the public page, as far as that shows without asking. */
  readonly contradicts: boolean;
  /** Shows that a statement is younger in the record than it says; null where none is. */
  readonly Early: typeof EarlyNotice | null;
}

async function ask(): Promise<{ readonly asked: Asked | null }> {
  const answer = await call(roster, undefined);
  if (answer.statements.length === 0) return { asked: null };
  const trust = await trustIn(answer, here).catch(async (error: unknown) => {
    // So are the words for what is wrong with it; without them it was not reached, and nothing is sealed either.
    if (whyNot(error) !== null) await loadSeldom();
    throw error;
  });
  const { early, record, standing, roster: chain } = trust;
  const grown = compareMilestone(device, { ...record, note: record.checkpoint });
  const contradicts = ["fork", "rollback", "other-log"].includes(grown);
  const pinned = comparePin(device, chain.hashes);
  // Fetched before anything is taken as checked: a server that keeps the warnings back keeps the committee back with them.
  const odd = early !== null || record.stale || standing === "expired" || contradicts || pinned === "changed";
  const warned = odd ? await loadSeldom() : null;
  return { asked: { trust, pinned, contradicts, Early: early === null ? null : (warned?.EarlyNotice ?? null) } };
}

/**
 * Fetches the statements and where the public record stands, and checks them here. Compares with what this device saw on
 * the public page, and writes nothing; it asks nothing either that would tell when that was.
 */
export function useCommittee(): CommitteeState {
  const { value, error, again } = useLoaded(ask);
  return useMemo(() => {
    if (error !== null) {
      const why = whyNot(error);
      return why === null ? { state: "unreachable", error, again } : { state: why, again };
    }
    if (value === null) return { state: "waiting" };
    if (value.asked === null) return { state: "closed", again };
    return { state: "checked", ...value.asked, again };
  }, [value, error, again]);
}
