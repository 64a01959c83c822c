/**
 * Runs in a small copy of the house that has one feature more: starts its server on a clock of its own, lives through what the
 * feature can have on a server, and prints what was seen as one line of JSON. Arguments: the database's address, a data folder.
 */
import { resolve } from "node:path";
import { signAct } from "@niuniu/seal";
import { sql } from "kysely";
import { seedOf } from "./people.ts";

const [databaseUrl = "", data = ""] = process.argv.slice(2);
/** Of the copy this runs in. */
const ofServer = (file: string): Promise<unknown> => import(resolve("apps/server/src", file));
const ofSample = (file: string): Promise<unknown> => import(resolve("apps/sample/src", file));
const { start } = (await ofServer("main.ts")) as typeof import("../../apps/server/src/main.ts");
const { features } = (await ofServer("features.ts")) as typeof import("../../apps/server/src/features.ts");
const { scenes } = (await ofSample("scenes.ts")) as typeof import("../../apps/sample/src/scenes.ts");
const { playAll } = (await ofSample("play.ts")) as typeof import("../../apps/sample/src/play.ts");
const { callsTo } = (await ofSample("client.ts")) as typeof import("../../apps/sample/src/client.ts");
const DAY = 86_400_000;
let clock = Date.UTC(2026, 10, 23, 2);

const running = await start({
  ...{ data, databaseUrl, port: 0, origin: "http://localhost", address: "localhost" },
  now: () => clock,
});

interface Thread {
  readonly owed: { readonly owner: string } | null;
  readonly head: string;
  readonly entries: readonly { readonly text: string }[];
}

async function call<Answer>(path: string, value?: unknown): Promise<Answer> {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
  const answer = await fetch(`${running.origin}${path}`, value === undefined ? {} : post);
  return (await answer.json()) as Answer;
}
const read = (matter: string): Promise<Thread> => call("/matter/thread", { feature: "toy", matter });

/** What its scene shows, in the order in which it came about, the days by which the clock was moved on among it. */
async function playScene(): Promise<readonly string[]> {
  const begins = clock;
  const seen: string[] = [];
  const moveTo = async (instant: number): Promise<void> => {
    clock = instant;
    seen.push(`clock +${String((clock - begins) / DAY)}`);
    await running.host.timers.runDue(clock);
  };
  const stage = {
    ...{ ...callsTo(running.origin), begins, ends: begins + 2 * DAY, players: [] },
    random: (length: number) => running.host.random(length),
    show: ({ says }: { readonly says: { readonly en: string } }) => void seen.push(says.en),
  };
  await playAll(
    scenes.filter(({ name }) => name === "toy"),
    { now: () => clock, moveTo },
    stage,
  );
  return seen;
}

const scene = await playScene();
const { matter } = await call<{ readonly matter: string }>("/toy/ask", { question: "When is the next training?" });
const first = await read(matter);
clock += 8 * DAY;
await running.host.timers.runDue(clock);
const second = await read(matter);
const by = second.owed?.owner ?? "";
const said = {
  ...({ niuniu: "act v1", case: matter, number: second.entries.length + 1, previous: second.head } as const),
  ...{ date: new Date(clock).toISOString().slice(0, 10), by, kind: "answer", envelope: null, text: "On the ninth." },
};
const act = signAct(said, { name: by, seed: seedOf(by) });
const answered = await call<{ readonly open: boolean }>("/toy/answer", { matter, act, by });
const refused = await call<{ readonly code: string; readonly sentence: unknown }>("/toy/answer", { matter, act, by });
const figures = await running.host.transaction((tx) => running.host.figures.read(tx));
const published = async (): Promise<number> =>
  (await call<{ readonly entries: readonly { readonly text: string }[] }>("/record/entries/-1")).entries.filter(
    ({ text }) => text.includes("toy/question"),
  ).length;
for (let times = 0; (await published()) < 2 && times < 100; times++) {
  clock += 1_000;
  await new Promise((resolve) => setTimeout(resolve, 100));
}
/** The tables in which the checks of all features find something. */
async function problems(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { checks } of features.list)
    for (const check of checks) for await (const { table } of check(running.host.db)) found.push(table);
  return found;
}
const sound = await problems();
const seen = {
  moved: first.owed?.owner !== by,
  missed: second.entries.some(({ text }) => text.includes('"kind":"missed"')),
  answered: !answered.open,
  refused,
  figures: figures["toy"],
  scene,
  published: await published(),
  sound,
};
await sql`delete from matter_open`.execute(running.host.db);
const broken = await problems();
await running.stop();
process.stdout.write(`${JSON.stringify({ ...seen, broken })}\n`);
