import { Refused } from "@niuniu/wire";
import { factsOf, type Facts, type Waiting } from "../facts.ts";
import { firstHoursOf } from "../first-hours.ts";
import { overIn } from "../over.ts";
import type { UpkeepState } from "../terms.ts";
import { ROUNDS, waitingOf, wantedOf } from "../wanted.ts";
import { beginOne } from "./begin.ts";
import type { Context } from "./context.ts";
import { rules } from "./matters.ts";
import { countTurns, findBegun, loadOpen, loadReviews } from "./store.ts";

/**
 * Looks once at what the committee owes its house: begins what is owed from now on, says who has signed what, and ends what is over by a
 * fact. Each in a transaction of its own; what another process has said a moment ago is left alone. Nothing before statement 1.
 */
export async function look(context: Context): Promise<void> {
  const { host, matters } = context;
  const found = await factsNow(context);
  if (found === null) return;
  const { facts, waiting } = found;
  const open = await matters.read(await loadOpen(host.db));
  for (const { id, state } of open) await follow(context, { id, state }, found);
  const ruling = host.rules.inForce();
  const on = { policy: ruling.section(rules), calendar: ruling.calendar, now: host.now() };
  const isOpen = (what: string): boolean => open.some(({ state }) => state.what === what);
  const texts = { hash: context.hash(), reviews: await loadReviews(host.db), turns: await countTurns(host.db) };
  const all = [...wantedOf(facts, on), ...waitingOf(waiting, on), ...firstHoursOf(texts, facts, on)];
  for (const wanted of all) {
    if ((ROUNDS.has(wanted.what) && isOpen(wanted.what)) || (await findBegun(host.db, wanted)) !== null) continue;
    await beginOne(context, wanted, { statement: found.statement, now: on.now });
  }
}

/** What is known at one moment; `statement`: the hash of the newest. */
interface Found {
  readonly statement: string;
  readonly facts: Facts;
  readonly waiting: Waiting;
}

async function factsNow(context: Context): Promise<Found | null> {
  const [roster, asked, ways] = await Promise.all([context.roster(), context.asked(), context.ways()]);
  if (roster === null) return null;
  const { policy, calendar } = roster.newest;
  const texts = context.host.rules.textsOf({ policy, calendar });
  return {
    statement: roster.hashes.at(-1) ?? "",
    facts: factsOf(roster, texts.calendar),
    waiting: { ...asked, ways },
  };
}

type One = { readonly id: string; readonly state: UpkeepState };

/** Says what happened to one that is open: who has signed since, and that it is over. */
async function follow({ matters }: Context, { id, state }: One, { facts, waiting }: Found): Promise<void> {
  const asked = state.what === "countersign" ? waiting.asking.find(({ name }) => name === state.subject) : undefined;
  for (const who of asked?.signed ?? []) {
    if (!state.signed.includes(who)) await quietly(matters.hear(id, signedNow(who)));
  }
  const over = overIn(state, facts, waiting);
  if (over !== null)
    await quietly(matters.hear(id, (now) => (now.obligation === null ? null : { kind: "settled", ...over })));
}

const signedNow = (who: string) => (now: UpkeepState) =>
  now.obligation === null || now.signed.includes(who) ? null : ({ kind: "signed", who } as const);

/** What the rules refuse by now, another process has said. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
}
