import type { Host } from "@niuniu/host";
import { activeMembers, checkChain, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { standingOf, type Standing } from "../rules.ts";
import { chainMark, loadStatements } from "./store-statements.ts";
import type { PeopleDb } from "./tables.ts";

/** The chain of statements as this server holds it, checked before anybody relies on it. */
export interface RosterKeeper {
  /**
   * The verified chain, or null before statement 1. A stored chain that does not hold together is Refused
   * "people/roster-broken": the server then trusts none of it. Reads inside `db` if a transaction is given.
   */
  readonly current: (db?: PeopleDb) => Promise<Roster | null>;
  readonly standing: (member: string, now: number) => Promise<Standing>;
}

interface Kept {
  readonly mark: string;
  readonly roster: Roster | null;
  readonly broken: boolean;
}

const ids = (members: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(members.map(({ id }) => id));

/** A keeper that checks the chain again only when what is stored has changed, and says then which rules its newest names. */
export function rosterKeeper(
  own: PeopleDb,
  { verify, failed, rules }: Pick<Host, "verify" | "failed" | "rules">,
): RosterKeeper {
  let kept: Kept = { mark: "", roster: null, broken: false };

  const check = async (db: PeopleDb): Promise<Kept> => {
    const mark = await chainMark(db);
    if (mark === kept.mark) return kept;
    const notes = await loadStatements(db);
    try {
      return { mark, roster: notes.length === 0 ? null : checkChain(notes, { verify }), broken: false };
    } catch {
      failed("people/roster-broken");
      return { mark, roster: null, broken: true };
    }
  };

  const current: RosterKeeper["current"] = async (db = own) => {
    const checked = await check(db);
    // What a transaction sees may still be undone; only what is committed is kept.
    if (db === own && kept !== checked) {
      kept = checked;
      await rules.follow(checked.roster?.newest ?? null);
    }
    if (checked.broken) throw new Refused("people/roster-broken");
    return checked.roster;
  };

  return {
    current,
    standing: async (member, now) => {
      const roster = await current();
      if (roster === null) return "newcomer";
      return standingOf(member, {
        active: ids(activeMembers(roster, now)),
        named: ids(roster.newest.members),
        ever: ids(roster.statements.flatMap(({ members }) => members)),
      });
    },
  };
}
