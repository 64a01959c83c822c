import type { Verifier } from "@niuniu/note";
import { readPublic, RecordError } from "@niuniu/record";
import { sql } from "kysely";
import type { Database } from "../database.ts";
import type { DayOf } from "../days.ts";
import { random as systemRandom, type Random } from "../random.ts";
import { signersOf } from "../record/log-key.ts";
import type { Burial } from "../record/record.ts";
import { recoveryOn, type Begun } from "../record/recovery.ts";
import { standing } from "../record/seal.ts";
import { shownBefore } from "../record/shown.ts";
import { stoneIn } from "../record/stone.ts";
import { storeOn } from "../record/store.ts";
import { keepSecret } from "../secrets.ts";
import { inCommon, openMirror } from "./mirror.ts";
import { ArchiveTrouble } from "./trouble.ts";

/** What is known of a lost log: its name and key, and the committee's statements in it, signed notes. */
export interface Known {
  readonly log: Verifier;
  readonly statements: readonly string[];
}

/** How a record that lies behind what was signed goes on; or the operator's word that it does not lie behind. */
export type Way =
  | { readonly mirror: string }
  /** `shownBy` asks others which checkpoints of this log they have seen, so that the new log names the last of them. */
  | { readonly newLog: true; readonly shownBy: (known: Known) => Promise<readonly string[]> }
  | { readonly nothingLost: true };

/** What became of it. */
export type WentOn =
  | {
      readonly kind: "continued";
      /** The entries taken over: from the first index, so many. */
      readonly from: number;
      readonly count: number;
      /** Indexes whose text nobody kept. */
      readonly lost: readonly number[];
    }
  | ({ readonly kind: "anew" } & Begun)
  /** With what is here, nothing taken over. */
  | { readonly kind: "as-is" };

interface Ports {
  readonly now: number;
  readonly dayOf: DayOf;
  readonly burials: readonly Burial[];
  readonly random?: Random;
}

async function fromMirror(
  db: Database,
  place: string,
  { now, dayOf, burials, random = systemRandom }: Ports,
): Promise<WentOn> {
  const { origin, size } = await standing(db);
  const mirror = await openMirror(place, signersOf(await keepSecret(db, random, "record/key"))(origin));
  const from = await inCommon({ reader: storeOn(db).tile, size }, mirror);
  const theirs = mirror.checkpoint.size;
  // What a witness has shown to be signed is not to be signed otherwise.
  const shown = (await shownBefore(db))?.split("\n")[1];
  if ((from === theirs && theirs < size) || theirs < Number(shown ?? 0)) {
    throw new ArchiveTrouble("archive/mirror-behind", {
      mirror: place,
      theirs,
      ours: Math.max(size, Number(shown ?? 0)),
    });
  }
  const texts = await mirror.texts(from);
  const recovery = await recoveryOn(db, { now: () => now, dayOf, random });
  try {
    const lost = await recovery.continueFrom({
      from,
      leaves: mirror.entries(from),
      checkpoint: signedAlone(mirror.note, origin),
      textAt: (index) => texts.get(index) ?? null,
      // A text that was taken away does not come back from a mirror that still has it.
      buried: new Map(burials.map(({ commitment, note }) => [commitment, note])),
    });
    return { kind: "continued", from, count: theirs - from, lost };
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause;
    throw new ArchiveTrouble("archive/mirror-unsound", { mirror: place, why: cause.message }, { cause });
  }
}

/** The checkpoint without the lines of witnesses: they are kept elsewhere. */
function signedAlone(note: string, origin: string): string {
  const [head = "", tail = ""] = note.split("\n\n");
  const own = tail.split("\n").filter((line) => line.startsWith(`— ${origin} `));
  return `${head}\n\n${own.map((line) => `${line}\n`).join("")}`;
}

async function knownOf(db: Database, { random = systemRandom }: Ports): Promise<Known> {
  const { origin } = await standing(db);
  const log = signersOf(await keepSecret(db, random, "record/key"))(origin);
  const rows = await db.selectFrom("record_entry").select("text").where("kind", "=", "roster").execute();
  return { log, statements: rows.flatMap(({ text }) => (text === null ? [] : [readPublic(text).body])) };
}

/**
 * Lets a record go on that lies behind what was signed, while no server runs on its database: with the entries a mirror
 * kept, under a new name, or as it is. Afterwards it is not frozen any more. archive/known-lost: it is known to lie
 * behind, whatever the operator says.
 */
export async function goOn(db: Database, way: Way, ports: Ports): Promise<WentOn> {
  if ("mirror" in way) return fromMirror(db, way.mirror, ports);
  const { now, dayOf, random = systemRandom } = ports;
  const recovery = await recoveryOn(db, { now: () => now, dayOf, random });
  if ("nothingLost" in way) {
    if (!(await recovery.goOnAsIs())) throw new ArchiveTrouble("archive/known-lost");
    return { kind: "as-is" };
  }
  return { kind: "anew", ...(await recovery.startAnew(await way.shownBy(await knownOf(db, ports)))) };
}

/**
 * Whatever a tombstone that stands in the record speaks of is gone: a copy older than the tombstone may have brought it
 * back. Resolves with how many texts there were.
 */
export async function buryPublished(db: Database): Promise<number> {
  const { origin } = await standing(db);
  const stones = await db
    .selectFrom("record_entry")
    .select("text")
    .where("kind", "=", "tombstone")
    .where("text", "is not", null)
    .execute();
  let gone = 0;
  for (const { text } of stones) {
    const note = readPublic(text ?? "").body;
    const said = stoneIn(note);
    if (said?.origin !== origin) continue;
    const { numAffectedRows } = await sql`
      update record_entry set text = null, tombstone = ${note}
      where index = ${said.index} and text is not null and kind not in ('roster', 'tombstone')`.execute(db);
    gone += Number(numAffectedRows ?? 0n);
  }
  return gone;
}
