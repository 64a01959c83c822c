import type { Tx } from "@niuniu/host";
import type { Wanted } from "../wanted.ts";
import type { Context } from "./context.ts";
import { keepBegun } from "./store.ts";

/** Undoes the transaction where another process was first. */
class BegunBefore extends Error {}

/**
 * Begins one, by the rules of the statement of this hash and at this moment, and tells whoever has the list open. Nothing happens where another process has begun it a moment
 * ago. `check`: what must hold in the same transaction; what it throws undoes it.
 */
export async function beginOne(
  { host, matters }: Context,
  wanted: Wanted,
  { statement, now }: { readonly statement: string; readonly now: number },
  check: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  // The day by which its first date was reckoned.
  const begun = host.dayOf(now);
  const done = host.transaction(async (tx) => {
    await check(tx);
    const row = await matters.begin(tx, (name) => {
      const frame = { niuniu: "event v1", case: name, number: 1, kind: "begun", date: begun } as const;
      // An entry has one spelling.
      const { what, subject, until, signed, alarm } = wanted;
      return { ...frame, what, subject, statement, until, signed, ...(alarm === undefined ? {} : { alarm }) };
    });
    if (!(await keepBegun(tx, wanted, { matter: row.id, begun }))) throw new BegunBefore();
    return row;
  });
  const row = await done.catch((error: unknown) => {
    if (error instanceof BegunBefore) return null;
    throw error;
  });
  if (row !== null) host.changes.publish(["upkeep"]);
}
