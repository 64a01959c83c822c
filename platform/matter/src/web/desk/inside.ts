import type { Roster } from "@niuniu/roster";
import type { Keys } from "@niuniu/seal/open";
import type { Entered } from "@niuniu/ui/area";
import { useMemo } from "preact/hooks";
import type { RulesReader } from "../newest-rules.ts";
import { makeDesk, type Desk } from "./desk.ts";
import type { Checked } from "./use-record.ts";

/** What the pages of sealed matters need of an unlocked desk. */
export interface Inside extends Entered {
  readonly me: { readonly member: string };
  readonly keys: Keys;
  /** `policy` and `calendar`: the texts that the newest statement names. */
  readonly house: Checked & {
    readonly roster: Roster;
    readonly policy: string;
    readonly calendar: string;
    readonly ahead: number;
  };
}

/** The desk of whoever is in; `read` as {@link makeDesk} takes it. */
export function deskOf<Policy>(
  { me, keys, house, ask, authorization }: Inside,
  read: RulesReader<Policy>,
): Desk<Policy> {
  const { roster, policy, calendar, ahead } = house;
  const clock = (): number => Date.now();
  return makeDesk({ me: me.member, keys, roster, policy, calendar, ask, authorization, clock, ahead }, read);
}

/** The same, kept. The house is read every minute; only another statement makes another desk. */
export function useDesk<Policy>(inside: Inside, read: RulesReader<Policy>): Desk<Policy> {
  const { me, keys, house, ask, authorization } = inside;
  const statement = house.roster.hashes.at(-1);
  return useMemo(() => deskOf(inside, read), [me.member, keys, statement, ask, authorization]);
}
