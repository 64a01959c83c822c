import type { Host, Pair, Publication } from "@niuniu/host";
import { writeResolution, type Proposal } from "@niuniu/committee";
import { readStatement } from "@niuniu/roster";
import { textHash } from "../rules.ts";
import type { Context } from "./context.ts";
import { textOf } from "./draft.ts";
import { loadAdopted } from "./store-resolutions.ts";
import { loadStatements } from "./store-statements.ts";
import { hostTx, peopleTables, type PeopleDb } from "./tables.ts";

/**
 * Puts a signed statement into the public record, exactly as it is served, with the transaction that gives it force, and
 * refused while the record takes nothing: no statement is in force that nobody can be shown in the record. It bears the statement's own date: whoever has the statement can then put the entry together again and check its place.
 */
export async function publishStatement({ host }: Pick<Context, "host">, tx: PeopleDb, note: string): Promise<void> {
  await host.record.publish(hostTx(tx), statementIn(note));
}

function statementIn(note: string): Publication {
  const text = textOf(note);
  const { date } = readStatement(text);
  return { kind: "roster", key: textHash(text), date, body: note };
}

/** Where a resolution with these votes stands in the record. */
export function publicationOf(
  proposal: Proposal,
  votes: readonly string[],
): Pick<Publication, "kind" | "key"> & { readonly body: string } {
  const body = writeResolution(proposal, votes);
  return { kind: "people/resolution", key: textHash(body), body };
}

interface Adopted {
  readonly proposal: Proposal;
  readonly notes: readonly string[];
  /** The organisation's day. */
  readonly day: string;
  /** A word added to what was adopted before; nothing takes force by it, and nobody is to lose it because the record stands still. */
  readonly mayWait: boolean;
}

/** Puts a resolution into the public record with the votes there are, in the transaction of the newest of them. */
export async function publishResolution(
  { record }: Pick<Host, "record">,
  tx: PeopleDb,
  { proposal, notes, day, mayWait }: Adopted,
): Promise<void> {
  await record.publish(hostTx(tx), { ...publicationOf(proposal, notes), date: day, ...(mayWait && { mayWait }) });
}

/** More than any committee has adopted. */
const MOST_KEPT = 1_000;

/**
 * Puts into the record whatever is not there yet: the policy and calendar this server brings, those that statements name, what
 * was resolved with the votes there are, and the statements themselves, oldest first. A chain that does not hold together is left out of it.
 */
export async function publishStored(context: Context): Promise<void> {
  const { db, host, roster } = context;
  const current = await roster.current().catch(() => null);
  const notes = current === null ? [] : await loadStatements(db);
  const resolved = current === null ? [] : await loadAdopted(db, MOST_KEPT);
  const named: readonly Pair[] = [host.rules.own().hashes, ...(current?.statements ?? [])];
  await host.transaction(async (opened) => {
    const tx = peopleTables(opened);
    for (const kind of ["policy", "calendar"] as const) {
      const texts = await host.rules.find([...new Set(named.map((one) => one[kind]))]);
      for (const [key, body] of texts) {
        await host.record.publish(hostTx(tx), { kind, key, date: host.dayOf(host.now()), body, mayWait: true });
      }
    }
    for (const { proposal, votes, published } of resolved) {
      const day = published ?? host.dayOf(host.now());
      await publishResolution(host, tx, { proposal, notes: [...votes.values()], day, mayWait: true });
    }
    for (const note of notes) await host.record.publish(hostTx(tx), { ...statementIn(note), mayWait: true });
  });
}
