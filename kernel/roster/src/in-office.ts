import { fromBase64, type KeysOn } from "@niuniu/note";
import type { Roster } from "./chain.ts";
import { seatsOf } from "./statement.ts";

/** A day begins 14 hours before UTC's where it comes first, and ends 12 hours after it where it goes last. */
const [FIRST, LAST] = [14 * 3_600_000, 36 * 3_600_000];

/** A member's key, and from when to when (ms since epoch) a statement that seats them with it held. */
interface Term {
  readonly key: string;
  readonly from: number;
  to: number;
}

/**
 * Who was in office when, by the statements of a chain: the keys that the member of an id had in a seat at some moment of a day,
 * wherever the organisation is. Whoever signs for the committee on a day is one of these, and nobody who left before or came later.
 * Made once for a chain, since a host may serve more notes than there are seconds to look for each.
 */
export function inOffice({ statements }: Pick<Roster, "statements">): KeysOn {
  const begins = statements.map(({ effective }) => Date.parse(effective));
  const terms = new Map<string, Term[]>();
  for (const [at, statement] of statements.entries()) {
    const [from = 0, to = Infinity] = [begins[at], begins[at + 1]];
    for (const { id, key } of seatsOf(statement)) {
      const own = terms.get(id) ?? [];
      const last = own.at(-1);
      if (last?.key === key && last.to === from) last.to = to;
      else own.push({ key, from, to });
      terms.set(id, own);
    }
  }
  return (id, day) => {
    const midnight = Date.parse(`${day}T00:00:00.000Z`);
    const held = (terms.get(id) ?? []).filter(({ from, to }) => from < midnight + LAST && to >= midnight - FIRST);
    return held.map(({ key }) => ({ name: id, key: fromBase64(key) }));
  };
}
