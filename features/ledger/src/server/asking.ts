import { setTimeout as wait } from "node:timers/promises";
import { RESTORED, type Host } from "@niuniu/host";
import { readWitness, RecordError, type Witness } from "@niuniu/record";
import type { State, WitnessState } from "../routes.ts";
import type { Context } from "./context.ts";
import { claimWitness, keepCosigned, keepTrouble, loadWitness } from "./store.ts";
import { ask, type Asked, type Outcome } from "./witness.ts";

/** How long a witness may take, all its answers together. */
const PATIENCE = 10_000;
/** At start somebody waits for the first page: a witness that is away must not keep everybody out. */
const PATIENCE_AT_START = 5_000;
/** How often it is looked whether there is a new milestone. */
const LOOK = 2_000;
/** How often the witnesses of a record that was put back are asked whether they have seen more of it. */
const LOOK_RESTORED = 15_000;

/** Witnesses as a statement names them, each key once. `unread` hears of a line that names none. */
export function readWitnesses(lines: readonly string[], unread: () => void): readonly Witness[] {
  const read = lines.flatMap((line) => {
    try {
      return [readWitness(line)];
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      unread();
      return [];
    }
  });
  return [...new Map(read.map((witness) => [Buffer.from(witness.key).toString("hex"), witness])).values()];
}

/** The witnesses that the statement in force names, each key once. A line that names none is passed over. */
async function witnessesOf({ host, ports }: Context): Promise<readonly Witness[]> {
  const roster = await ports.roster();
  return readWitnesses(roster?.newest.witnesses ?? [], () => host.failed("ledger/unreadable-witness"));
}

/** Asks one witness about one checkpoint, and keeps what comes of it. Resolves with what it was. */
async function askOne(
  { host, db }: Context,
  witness: Asked,
  checkpoint: { readonly note: string; readonly size: number },
  patience: number,
): Promise<Outcome["kind"]> {
  const signal = AbortSignal.any([host.ending, AbortSignal.timeout(patience)]);
  const { size: from } = await loadWitness(db, witness.key);
  const outcome = await ask(host, witness, checkpoint, { from, signal });
  switch (outcome.kind) {
    case "cosigned":
      await host.record.cosigned(checkpoint.size, outcome.lines);
      await keepCosigned(db, witness.key, checkpoint.size, outcome.at);
      break;
    case "trouble":
      // A server that is ending has cut the answer off itself.
      if (!host.ending.aborted) await keepTrouble(db, witness.key, outcome.trouble, host.now());
      break;
    case "lost":
      await host.record.freeze(outcome.reason, outcome.shown);
      host.failed(`ledger/${outcome.reason}`);
      break;
    case "overtaken":
  }
  return outcome.kind;
}

const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/;
const isHere = (url: string): boolean => LOOPBACK.test(new URL(url).hostname.replace(/\.$/, ""));

/**
 * Whom this server asks. What a statement calls an address of the machine itself is asked only where the line is tried out
 * on one machine; elsewhere other things answer there, which no statement is to reach.
 */
export const askedBy =
  (host: Pick<Host, "origin">) =>
  (witness: Witness): witness is Asked =>
    witness.url !== null && (isHere(host.origin) || !isHere(witness.url));

/** Our own database is away, or the end of the server has cut a round off: that is no news. */
function cutOff({ ending, failed }: Host): void {
  if (!ending.aborted) failed("ledger/asking");
}

async function settled(host: Host, rounds: readonly Promise<unknown>[]): Promise<void> {
  for (const { status } of await Promise.allSettled(rounds)) if (status === "rejected") cutOff(host);
}

/**
 * A record that was put back from a backup signs again once every witness with an address has cosigned the newest
 * checkpoint there is: then none of them has seen more of this log. One that is away or only claims to have seen more
 * keeps it waiting, and without any witness nobody can say: then the operator has to.
 */
async function askAfterRestoring(context: Context, patience: number): Promise<void> {
  const { host } = context;
  const [newest, asked] = [await host.record.newest(), (await witnessesOf(context)).filter(askedBy(host))];
  if (newest === null || asked.length === 0) return;
  const rounds = asked.map((witness) => askOne(context, witness, newest, patience));
  await settled(host, rounds);
  const outcomes = await Promise.allSettled(rounds);
  const all = outcomes.every((outcome) => outcome.status === "fulfilled" && outcome.value === "cosigned");
  if (all) await host.record.thaw();
}

/**
 * One round: every witness that has not cosigned the newest milestone is asked, all at once. Resolves with the size that
 * needs no asking any more, or null while some witness is missing.
 */
export async function askAll(context: Context): Promise<number | null> {
  const { host, db } = context;
  if (host.record.frozen?.reason === RESTORED) await askAfterRestoring(context, PATIENCE);
  const milestone = await host.record.milestone();
  if (milestone === null || host.record.frozen !== null) return null;
  const { size } = milestone;
  const witnesses = (await witnessesOf(context)).filter(askedBy(host));
  const one = async (witness: Asked): Promise<void> => {
    const claim = { size, now: host.now(), lease: 2 * PATIENCE };
    if (await claimWitness(db, witness.key, claim)) await askOne(context, witness, milestone, PATIENCE);
  };
  await settled(host, witnesses.map(one));
  const remembered = await Promise.all(witnesses.map(({ key }) => loadWitness(db, key)));
  return remembered.every((of) => of.size >= size) ? size : null;
}

/**
 * Before anything is signed: whoever has once seen more of this log than there is says so now. A server that was put back
 * from an old copy finds out here, while it has forked nothing.
 */
export async function askBeforeSigning(context: Context): Promise<void> {
  const { host } = context;
  if (host.record.frozen?.reason === RESTORED) return askAfterRestoring(context, PATIENCE_AT_START);
  const milestone = await host.record.milestone();
  if (milestone === null || host.record.frozen !== null) return;
  const asked = (await witnessesOf(context)).filter(askedBy(host));
  await settled(
    host,
    asked.map((witness) => askOne(context, witness, milestone, PATIENCE_AT_START)),
  );
}

/** Looks for new milestones until the server ends. */
export async function keepAsking(context: Context): Promise<void> {
  const { ending, record } = context.host;
  let done: number | null = null;
  while (!ending.aborted) {
    try {
      if (done === null || (await record.milestone())?.size !== done) done = await askAll(context);
    } catch {
      cutOff(context.host);
    }
    const pause = record.frozen?.reason === RESTORED ? LOOK_RESTORED : LOOK;
    await wait(pause, undefined, { signal: ending, ref: false }).catch(() => undefined);
  }
}

/** What members see. */
export async function stateOf(context: Context): Promise<State> {
  const isAsked = askedBy(context.host);
  const witnesses = (await witnessesOf(context)).map(async (witness): Promise<WitnessState> => {
    const { size, at, trouble } = await loadWitness(context.db, witness.key);
    return { name: witness.name, asked: isAsked(witness), size: size === 0 ? null : size, at, trouble };
  });
  return { frozen: context.host.record.frozen?.reason ?? null, witnesses: await Promise.all(witnesses) };
}
