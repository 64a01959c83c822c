import { answerOf, sha256Hex, topicOf, type Host } from "@niuniu/host";
import type { OpenMatters } from "@niuniu/matter/server";
import type { Toy } from "@niuniu/matter/testing/toy";
import { keysOf, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { sql } from "kysely";
import { z } from "zod";
import * as routes from "../routes.ts";

/** What anybody may ask, and how an answer is taken. */
export function serveQuestions(
  host: Host,
  needs: { readonly roster: () => Promise<Roster | null> },
  matters: OpenMatters<Toy>,
): void {
  const ask = z.strictObject({ question: z.string().min(1).max(1_000) });
  const asked = answerOf(routes.ask, z.strictObject({ matter: z.string() }));
  host.serve.anyone(routes.ask, ask, async ({ request: { question } }) => begun(host, matters, question), {
    answer: asked,
  });
  const answer = z.strictObject({ matter: z.string(), act: z.string().max(8_192), by: z.string().max(40) });
  const answered = answerOf(routes.answer, z.strictObject({ open: z.boolean() }));
  host.serve.anyone(
    routes.answer,
    answer,
    async ({ request: { matter, act, by } }) => {
      const chain = await needs.roster();
      const key = chain === null ? undefined : keysOf(chain, by).at(-1);
      if (key === undefined) throw new Refused("toy/not-yours");
      const { due } = await matters.act(matter, act, { name: by, key });
      return { open: due !== null };
    },
    { answer: answered },
  );
}

async function begun(host: Host, matters: OpenMatters<Toy>, question: string): Promise<{ readonly matter: string }> {
  const { id, state } = await host.transaction(async (tx) => {
    const date = host.dayOf(host.now());
    const row = await matters.begin(tx, (name) => {
      return { niuniu: "event v1", case: name, number: 1, kind: "asked", date, question };
    });
    await sql`insert into toy_question values (${row.id}, ${date}, ${question})`.execute(tx);
    await host.record.publish(tx, {
      kind: "toy/question",
      key: sha256Hex(Buffer.from(question)),
      date,
      body: question,
    });
    return row;
  });
  host.changes.publish(state.served.map((member) => topicOf("toy", member)));
  return { matter: id };
}
