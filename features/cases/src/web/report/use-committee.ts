import { roster, type RosterAnswer } from "@niuniu/people";
import { call } from "@niuniu/ui";
import { useMemo } from "preact/hooks";
import { comparePin, type Pinned } from "../pin.ts";
import { readTrust, type Trust } from "../trust.ts";
import { useLoaded } from "../use-loaded.ts";

/** What the form knows of the committee. `broken`: the chain does not hold, and nothing may be sealed to it. */
export type CommitteeState =
  | { readonly state: "waiting" }
  | { readonly state: "unreachable"; readonly error: unknown; readonly again: () => void }
  | { readonly state: "closed"; readonly again: () => void }
  | { readonly state: "broken"; readonly again: () => void }
  | { readonly state: "checked"; readonly trust: Trust; readonly pinned: Pinned; readonly again: () => void };

const ask = (): Promise<RosterAnswer> => call(roster, undefined);

/** Fetches the statements and checks them here. Compares with what this device saw on the public page, and writes nothing. */
export function useCommittee(): CommitteeState {
  const { value, error, again } = useLoaded(ask);
  return useMemo(() => {
    if (error !== null) return { state: "unreachable", error, again };
    if (value === null) return { state: "waiting" };
    if (value.statements.length === 0) return { state: "closed", again };
    try {
      const trust = readTrust(value, Date.now());
      return { state: "checked", trust, pinned: comparePin(localStorage, trust.roster.hashes), again };
    } catch {
      return { state: "broken", again };
    }
  }, [value, error, again]);
}
