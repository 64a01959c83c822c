import { answerOf, type Host } from "@niuniu/host";
import type { OpenMatters } from "@niuniu/matter/server";
import type { Toy } from "@niuniu/matter/testing/toy";
import { RosterError, type Roster } from "@niuniu/roster";
import { everybody } from "@niuniu/roster/reading";
import { readToken, Refused } from "@niuniu/wire";
import { sql } from "kysely";
import { z } from "zod";
import { readPause, type Pause } from "../pause.ts";
import * as routes from "../routes.ts";

const asked = z.array(z.strictObject({ matter: z.string(), question: z.string() }));

/** What members and employees are shown, and how one member says that another is to be passed over. */
export function serveMembers(
  host: Host,
  needs: { readonly roster: () => Promise<Roster | null> },
  matters: OpenMatters<Toy>,
): void {
  const all = async (): Promise<readonly routes.Asked[]> =>
    (await sql<routes.Asked>`select matter, question from toy_question order by question`.execute(host.db)).rows;
  host.serve.member(routes.questions, null, all, { answer: answerOf(routes.questions, asked) });
  // A sign-in for the test alone: who employees are is for the feature that has a directory of them.
  host.authenticate("employee", ({ authorization }) => {
    const token = readToken("Niuniu-Employee", authorization);
    if (token === null) return Promise.reject(new Refused("host/not-yours"));
    return Promise.resolve({ employee: "somebody", session: token });
  });
  host.serve.employee(routes.shown, null, all, { answer: answerOf(routes.shown, asked) });
  host.serve.member(routes.pause, z.strictObject({ note: z.string().max(2_000) }), async ({ caller, request }) => {
    const said = pauseIn(request.note, await needs.roster());
    if (said?.by !== caller.member || said.of === caller.member) throw new Refused("toy/malformed-pause");
    await sql`insert into toy_pause values (${request.note}) on conflict do nothing`.execute(host.db);
    await matters.moveLeft();
    return null;
  });
}

function pauseIn(note: string, chain: Roster | null): Pause | null {
  try {
    return chain === null ? null : readPause(note, everybody(chain));
  } catch (error) {
    if (error instanceof RosterError) return null;
    throw error;
  }
}
