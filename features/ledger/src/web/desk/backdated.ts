import { SLOT } from "@niuniu/record";
import { isDatedAway, type Held } from "@niuniu/roster";
import type { Alarm, Recorded } from "./names.ts";

/** Where the record stands: how many leaves it has, their root (base64), and until when (ms since epoch) its newest slot reaches. */
export interface Newest {
  readonly size: number;
  readonly root: string;
  readonly until: number;
}

/** Since when the record holds what stands at an index, as far as the server proves it (`heldIn`). */
export type AskHeld = (index: number) => Promise<Held | null>;

/**
 * Statements that say they took effect more than a day before the record held them: the slot below each decides. Where the
 * server does not prove it, leaves are counted, of which every ten seconds have one but while the host was away; and where that count would
 * excuse the statement, it is told that nobody can tell: texts enter a record without end, and make what stands below them look old.
 */
export async function backdatedIn(
  recorded: readonly Recorded[],
  { size, until }: Newest,
  held: AskHeld,
): Promise<readonly Alarm[]> {
  const alarms: Alarm[] = [];
  for (const { index, note, statement } of recorded) {
    if (index >= size) continue;
    const counted = { index, since: until - (size - index) * SLOT, putBack: null };
    // Statement 1 and what stood there when a record began are held against nothing, and need not be asked about.
    const couldBe = (since: number): boolean => isDatedAway(statement, { index, since, putBack: null });
    if (!couldBe(Infinity)) continue;
    const proven = await held(index);
    const { number, date } = statement;
    const alarm = { number, date, index, note };
    if (isDatedAway(statement, proven ?? counted)) alarms.push({ code: "backdated", ...alarm });
    else if (proven === null && couldBe(until)) alarms.push({ code: "unproven", ...alarm });
  }
  return alarms;
}

/** Asks once for each: what a log holds below an index never changes. */
export function heldOnce(known: Map<number, Held>, ask: AskHeld): AskHeld {
  return async (index) => {
    const held = known.get(index) ?? (await ask(index));
    if (held !== null) known.set(index, held);
    return held;
  };
}
