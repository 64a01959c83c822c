import { answerOf, feature, section, type Host, type Tx } from "@niuniu/host";
import type { Roster } from "@niuniu/roster";
import { sql } from "kysely";
import { z } from "zod";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import { guardPaused } from "./office.ts";
import { mattersOf } from "./matters.ts";
import { serveMembers } from "./members.ts";
import { serveQuestions } from "./questions.ts";

/** What others hand this feature where the server is put together. */
export interface Needs {
  /** The chain of statements, or null while nobody has signed the first. */
  readonly roster: () => Promise<Roster | null>;
}

/** In working days. */
const clocks = z.strictObject({ answer: z.int().min(1), afterMiss: z.int().min(1) });
/** Its section of the policy. */
export const rules = section({ answer: 5, afterMiss: 2 }, (value) => clocks.parse(value), {
  unsaid: { answer: 5, afterMiss: 2 },
});

/** A feature with one of everything that a feature can have on a server. */
export const toy = feature({
  name: "toy",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  rules,
  publishes: ["toy/question"],
  checks: [checkToy],
  figures: async (_host, tx) => ({ asked: await count(tx) }),
  counts: async ({ db }) => ({ asked: await count(db) }),
  mount,
});

async function mount(host: Host, needs: Needs): Promise<void> {
  const matters = mattersOf(host, needs, rules);
  await matters.keepTime();
  guardPaused(host, needs);
  serveQuestions(host, needs, matters);
  serveMembers(host, needs, matters);
  const answer = answerOf(routes.count, z.strictObject({ asked: z.int() }));
  host.serve.anyone(routes.count, null, async () => ({ asked: await count(host.db) }), { answer });
}

async function count(db: Host["db"] | Tx): Promise<number> {
  const found = await sql<{ asked: number }>`select count(*)::integer as asked from toy_question`.execute(db);
  return found.rows[0]?.asked ?? 0;
}

/** A question whose matter is gone. */
async function* checkToy(db: Host["db"] | Tx) {
  const { rows } = await sql<{ matter: string }>`
    select matter from toy_question q
    where not exists (select from matter_open where feature = 'toy' and id = q.matter) order by 1`.execute(db);
  for (const { matter } of rows) yield { table: "toy_question", key: matter, what: "count" as const };
}
