import { sha256, type Random } from "@niuniu/host";
import { commit } from "@niuniu/record";
import { writeEvent } from "../entry.ts";
import type { EventOf, Matter } from "../state.ts";
import type { NewEntry, SignedAct } from "./store.ts";

/**
 * The text of an event of ours, once the readers' own parser has read it and would write the same. A chain is for good: one
 * event that no page can read would make its whole matter unreadable, so this stops hard, whatever led to it.
 */
function textOf<M extends Matter>(event: EventOf<M>, read: (value: unknown) => EventOf<M>): string {
  const text = writeEvent(event);
  if (writeEvent(readBack(text, read)) !== text) throw new Error("matter/own-event-malformed");
  return text;
}

function readBack<M extends Matter>(text: string, read: (value: unknown) => EventOf<M>): EventOf<M> {
  try {
    return read(JSON.parse(text));
  } catch {
    // Not the Refused of the parser: nobody's request is at fault, and nobody is told to mend it.
    throw new Error("matter/own-event-malformed");
  }
}

/**
 * What a decision makes of a chain: the links to add, and the head after them. `read`: the parser of the pages. Throws
 * "matter/own-event-malformed" for an event that a page would refuse or write otherwise.
 */
export function chained<M extends Matter>(
  before: { readonly head: Uint8Array },
  { signed, events }: { readonly signed: SignedAct<M> | null; readonly events: readonly EventOf<M>[] },
  { random, read }: { readonly random: Random; readonly read: (value: unknown) => EventOf<M> },
): { readonly entries: readonly NewEntry[]; readonly head: Uint8Array } {
  const entries: NewEntry[] = events.map((event) => {
    return { number: event.number, text: textOf<M>(event, read), salt: random(32), envelope: null };
  });
  if (signed !== null) {
    const { text, salt, envelope } = signed;
    entries.unshift({ number: signed.act.number, text, salt, envelope });
  }
  return { entries, head: entries.reduce((head, { salt, text }) => commit(salt, text, head, sha256), before.head) };
}
