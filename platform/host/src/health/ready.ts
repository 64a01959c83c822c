import { sql } from "kysely";
import type { Database } from "../database.ts";

/** ms a database has to answer, and for how long the answer holds. */
const PATIENCE = 2_000;
const HOLDS = 1_000;

const answers = async (db: Database): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), PATIENCE);
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late.promise]).finally(() => clearTimeout(timer));
};

/** Whether a database answers, for whoever asks as often as they like. */
export function readyOn(db: Database): () => Promise<boolean> {
  let [asked, last]: [number, Promise<boolean> | null] = [0, null];
  return () => {
    const now = performance.now();
    if (last === null || now - asked >= HOLDS) [asked, last] = [now, answers(db)];
    return last;
  };
}
