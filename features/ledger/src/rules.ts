import { hasWords, Refused } from "@niuniu/wire";
import { isFeatureKind, type PublicEntry, type PublicKind, type Tombstone } from "@niuniu/record";

/**
 * Texts of the log's own kinds that a tombstone may replace, and what any feature publishes: those somebody wrote. The others are what the record itself rests on, or what it
 * says against its own keeper, and hold nothing about a person that is not public by the statements anyway.
 */
const BURIABLE: ReadonlySet<PublicKind> = new Set(["policy", "calendar", "release", "figures"]);

/** Whether the text at a tombstone's index may be replaced by it; throws Refused if not. */
export function decideBurial(
  tombstone: Tombstone,
  /** What stands at its index: its kind, or "buried", or null where no public text is. */
  there: PublicEntry["kind"] | "buried" | null,
  context: { readonly origin: string; readonly member: string; readonly today: string },
): void {
  if (tombstone.origin !== context.origin || tombstone.by !== context.member)
    throw new Refused("ledger/unsound-tombstone");
  if (!hasWords(tombstone.ground)) throw new Refused("ledger/unsound-tombstone");
  if (tombstone.date !== context.today) throw new Refused("ledger/wrong-day");
  if (there === null) throw new Refused("ledger/no-such-entry");
  if (there === "buried") throw new Refused("ledger/already-buried");
  if (!BURIABLE.has(there) && !isFeatureKind(there)) throw new Refused("ledger/kept-for-good");
}

const STEP = 900_000;

/** When the organisation's next day begins (ms since epoch): clocks everywhere differ by quarters of an hour. */
export function nextDay(now: number, dayOf: (instant: number) => string): number {
  const today = dayOf(now);
  let at = Math.floor(now / STEP + 1) * STEP;
  while (dayOf(at) === today) at += STEP;
  return at;
}

/** Waited before a witness that failed is asked again (ms): 15 s, 30 s, 1 min … at most 10 min, for ever. */
export const pauseAfter = (failures: number): number => Math.min(15_000 * 2 ** Math.min(failures - 1, 10), 600_000);
