import type { Host } from "@niuniu/host";
import { activeMembers, type Member, type Roster } from "@niuniu/roster";
import { everybody } from "@niuniu/roster/reading";
import { Refused } from "@niuniu/wire";
import { sql } from "kysely";
import { readPause } from "../pause.ts";

interface Needs {
  readonly roster: () => Promise<Roster | null>;
}

/** Who may answer now, and who of them is passed over because another member has signed so; null while nobody is in office. */
export async function officeNow(
  { db, now, dayOf }: Pick<Host, "db" | "now" | "dayOf">,
  { roster }: Needs,
): Promise<{ readonly active: readonly Member[]; readonly absent: readonly string[] } | null> {
  const chain = await roster();
  if (chain === null) return null;
  const today = dayOf(now());
  const { rows } = await sql<{ note: string }>`select note from toy_pause order by note`.execute(db);
  const said = rows.map(({ note }) => readPause(note, everybody(chain)));
  const absent = said.filter(({ from, until }) => from <= today && today <= until).map(({ of }) => of);
  return { active: activeMembers(chain, now()), absent: [...new Set(absent)] };
}

/** Whoever is passed over is let in nowhere behind this feature's member routes. */
export function guardPaused(host: Host, needs: Needs): void {
  host.guard("member", async ({ member }, { path }) => {
    if (!path.startsWith("/toy/")) return;
    if ((await officeNow(host, needs))?.absent.includes(member) === true) throw new Refused("toy/paused");
  });
}
