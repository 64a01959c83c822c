import type { Roster } from "@niuniu/roster";
import type { Context } from "./context.ts";
import { hostTx, type PeopleDb } from "./tables.ts";

/** What of the committee waits for somebody: a signature under a proposed statement, a vote, or a statement that names who has joined. */
type What = "signature" | "vote" | "joined";

const aboutOf = (what: What, of: string, person: string): string => `people/${what}/${of}/${person}`;

/** Everybody who may be asked anything while this is the committee. */
const everyone = ({ newest: { members } }: Roster): readonly string[] => members.map(({ id }) => id);

/**
 * Has these people told that they are asked, once the transaction is durable, and reminded as long before `ends` (ms since epoch) as before
 * any date; of what ends sooner than that, when half of the time is over. Null: there is no end, and they are reminded after so long.
 */
export async function tellAsked(
  { host: { now, notices } }: Pick<Context, "host">,
  tx: PeopleDb,
  { what, of, ends }: { readonly what: What; readonly of: string; readonly ends: number | null },
  people: readonly string[],
): Promise<void> {
  const at = now();
  const before = notices.before(false);
  const ahead = before.map((time) => (ends === null ? at + time : ends - time)).filter((time) => time > at);
  const times = ahead.length > 0 || ends === null ? ahead : [at + (ends - at) / 2];
  const plans = people.map((person) => {
    return { about: aboutOf(what, of, person), person, urgent: false, at: [at, ...times] };
  });
  await notices.plan(hostTx(tx), ...plans);
}

/** Nothing more is said to these people of it: they did it, or it is over. */
export async function forgetAsked(
  { host }: Pick<Context, "host">,
  tx: PeopleDb,
  { what, of }: { readonly what: What; readonly of: readonly string[] },
  people: readonly string[] | Roster,
): Promise<void> {
  const ids = "newest" in people ? everyone(people) : people;
  await host.notices.forget(hostTx(tx), ...of.flatMap((one) => ids.map((person) => aboutOf(what, one, person))));
}
