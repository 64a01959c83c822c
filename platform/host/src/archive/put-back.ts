import { writePutBack } from "@niuniu/note";
import type { Database } from "../database.ts";
import type { DayOf } from "../days.ts";
import { sha256Hex } from "../digest.ts";
import { random } from "../random.ts";
import { signersOf } from "../record/log-key.ts";
import { publish } from "../record/publish.ts";
import { standing, waitForLog } from "../record/seal.ts";
import { keepSecret } from "../secrets.ts";

/**
 * Has the log say that it was put back: signed now, shown to everybody from the first request on, and entered into the
 * record with whatever it signs first. `made`: the moment of the copy, ISO.
 */
export async function sayPutBack(
  db: Database,
  { now, dayOf, made }: { readonly now: number; readonly dayOf: DayOf; readonly made: string },
): Promise<void> {
  const signer = signersOf(await keepSecret(db, random, "record/key"));
  await db.transaction().execute(async (tx) => {
    await waitForLog(tx);
    const { origin, size } = await standing(tx);
    const rows = await tx
      .selectFrom("record_entry")
      .select("kind")
      .where("kind", "in", ["roster", "put-back"])
      .execute();
    const times = rows.filter(({ kind }) => kind === "put-back").length + 1;
    const [date, at, of] = [dayOf(now), new Date(now).toISOString(), new Date(made).toISOString()];
    const counts = { kept: size, statements: rows.length - times + 1, times };
    const note = writePutBack({ origin, date, of, at, ...counts }, signer(origin));
    await publish(tx, random, { kind: "put-back", key: sha256Hex(Buffer.from(note)), date, body: note, mayWait: true });
  });
}
