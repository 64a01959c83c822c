import { answerOf, feature, section, sha256Hex, type Host, type Tx } from "@niuniu/host";
import { openMattersOn, type OpenMatters } from "@niuniu/matter/server";
import { readToy, toyKind, type Toy } from "@niuniu/matter/testing/toy";
import { sql } from "kysely";
import { z } from "zod";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";

/** Who owes answers, with the keys they sign with; handed in where the server is put together. */
export interface Needs {
  readonly office: readonly { readonly id: string; readonly side: "employees" | "employer" | "outside" }[];
  readonly keyOf: (id: string) => Uint8Array;
}

/** In working days. */
const clocks = z.strictObject({ answer: z.int().min(1), afterMiss: z.int().min(1) });
/** Its section of the policy. */
const rules = section({ answer: 5, afterMiss: 2 }, (value) => clocks.parse(value));

/** A feature with one of everything that a feature can have on a server. */
export const toy = feature({
  name: "toy",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  rules,
  publishes: ["toy/question"],
  checks: [checkToy],
  figures: (_host, tx) => count(tx),
  mount,
});

async function mount(host: Host, needs: Needs): Promise<void> {
  const matters = openMattersOn<Toy>(host, {
    kind: toyKind,
    read: readToy,
    rulesOf: (named) => ({ policy: host.rules.of(named).section(rules), calendar: host.rules.of(named).calendar }),
    named: () => Promise.resolve(host.rules.own().hashes),
    office: () => Promise.resolve({ active: needs.office, absent: [] }),
    tell: () => undefined,
  });
  await matters.keepTime();
  mountRoutes(host, needs, matters);
}

function mountRoutes(host: Host, { keyOf }: Needs, matters: OpenMatters<Toy>): void {
  const ask = z.strictObject({ question: z.string().min(1).max(1_000) });
  const asked = answerOf(routes.ask, z.strictObject({ matter: z.string() }));
  host.serve.anyone(
    routes.ask,
    ask,
    ({ request: { question } }) =>
      host.transaction(async (tx) => {
        const date = host.dayOf(host.now());
        const { id } = await matters.begin(tx, (name) => {
          return { niuniu: "event v1", case: name, number: 1, kind: "asked", date, question };
        });
        await sql`insert into toy_question values (${id}, ${date}, ${question})`.execute(tx);
        const key = sha256Hex(Buffer.from(question));
        await host.record.publish(tx, { kind: "toy/question", key, date, body: question });
        return { matter: id };
      }),
    { answer: asked },
  );
  const answer = z.strictObject({ matter: z.string(), act: z.string().max(8_192), by: z.string().max(40) });
  const answered = answerOf(routes.answer, z.strictObject({ open: z.boolean() }));
  host.serve.anyone(
    routes.answer,
    answer,
    async ({ request: { matter, act, by } }) => {
      const { due } = await matters.act(matter, act, { name: by, key: keyOf(by) });
      return { open: due !== null };
    },
    { answer: answered },
  );
}

async function count(tx: Tx): Promise<{ readonly asked: number }> {
  const found = await sql<{ asked: number }>`select count(*)::integer as asked from toy_question`.execute(tx);
  return { asked: found.rows[0]?.asked ?? 0 };
}

/** A question whose matter is gone. */
async function* checkToy(db: Host["db"] | Tx) {
  const { rows } = await sql<{ matter: string }>`
    select matter from toy_question q
    where not exists (select from matter_open where feature = 'toy' and id = q.matter) order by 1`.execute(db);
  for (const { matter } of rows) yield { table: "toy_question", key: matter, what: "count" as const };
}
