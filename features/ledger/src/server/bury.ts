import { fromBase64 } from "@niuniu/note";
import { openTombstone, readPublic, RecordError, type PublicEntry, type Tombstone } from "@niuniu/record";
import { Refused } from "@niuniu/wire";
import { decideBurial } from "../rules.ts";
import type { Context } from "./context.ts";

/** The tombstone in a note, signed by the member in office whom it names. */
async function readNote({ host, ports }: Context, note: string): Promise<Tombstone> {
  const members = (await ports.members(host.now())).map(({ id, key }) => ({ name: id, key: fromBase64(key) }));
  try {
    return openTombstone(note, () => members, host.verify);
  } catch (error) {
    if (error instanceof RecordError) throw new Refused("ledger/unsound-tombstone");
    throw error;
  }
}

/** As far as a log can grow here: what its tables hold. */
const MOST = 2 ** 31 - 1;

async function kindAt({ host }: Context, index: number): Promise<PublicEntry["kind"] | "buried" | null> {
  const entry = index > MOST ? null : await host.record.entry(index);
  if (entry === null) return null;
  if (entry.text !== null) return readPublic(entry.text).kind;
  // A text without either was lost with a database.
  return entry.tombstone === null ? null : "buried";
}

/** Puts a member's tombstone in the place of a public text. Text, note and the new entry change in one transaction. */
export async function bury(context: Context, member: string, note: string): Promise<undefined> {
  const { host } = context;
  const tombstone = await readNote(context, note);
  const there = await kindAt(context, tombstone.index);
  decideBurial(tombstone, there, { origin: host.record.log.name, member, today: host.dayOf(host.now()) });
  await host.transaction((tx) => host.record.bury(tx, tombstone.index, note));
}
