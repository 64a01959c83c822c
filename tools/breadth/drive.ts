/**
 * Runs in a small copy of the house that has one feature more: starts its server on a clock of its own, founds a committee, plays the
 * feature's scene, lives through what the feature can have on a server, and prints what was seen as one line of JSON. Then it stays,
 * for people to look at its pages, until its input is closed. Arguments: the database's address, a data folder.
 */
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { fromBase64 } from "@niuniu/note";
import { signIn } from "@niuniu/people";
import { ask, found, type Founder } from "@niuniu/sample";
import { signAct } from "@niuniu/seal";
import { area, bearer } from "@niuniu/wire";
import { sql } from "kysely";
import { pauseNote, routes } from "./toy/src/index.ts";

const [databaseUrl = "", data = ""] = process.argv.slice(2);
/** Of the copy this runs in. */
const ofApps = (file: string): Promise<unknown> => import(resolve("apps", file));
const { start } = (await ofApps("server/src/main.ts")) as typeof import("../../apps/server/src/main.ts");
const { features } = (await ofApps("server/src/features.ts")) as typeof import("../../apps/server/src/features.ts");
const { scenes } = (await ofApps("sample/src/scenes.ts")) as typeof import("../../apps/sample/src/scenes.ts");
const { playAll } = (await ofApps("sample/src/play.ts")) as typeof import("../../apps/sample/src/play.ts");
const { callsTo } = (await ofApps("sample/src/client.ts")) as typeof import("../../apps/sample/src/client.ts");

const DAY = 86_400_000;
const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
let ahead = Date.UTC(2026, 10, 23, 2) - Date.now();
const now = (): number => Date.now() + ahead;
const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

const place = { data, databaseUrl, port: 0, origin: "http://localhost", address: "localhost", tellEvery: 250 };
const running = await start({ ...place, now });
const people = await found(running.origin, running.setupCode ?? "", random);

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
const asked = async (question: string): Promise<string> =>
  (await call<{ readonly matter: string }>(routes.ask.path, { question })).matter;
async function pass(milliseconds: number): Promise<void> {
  ahead += milliseconds;
  await running.host.timers.runDue(now());
}
function personOf(id: string | undefined): Founder {
  const one = people.find((person) => person.id === id);
  if (one === undefined) throw new Error(`${id ?? "nobody"} founded nothing here`);
  return one;
}
const tokenOf = async ({ id, password }: Founder): Promise<string> =>
  bearer((await ask(running.origin, signIn, { json: { member: id, password } })).token);

/** What the scene shows, in the order in which it came about, the days by which the clock was moved on among it. */
async function playScene(): Promise<readonly string[]> {
  const begins = now();
  const shown: string[] = [];
  const moveTo = async (instant: number): Promise<void> => {
    shown.push(`clock +${String(Math.round((instant - begins) / DAY))}`);
    await pass(instant - now());
  };
  const stage = {
    ...{ ...callsTo(running.origin), begins, ends: begins + 2 * DAY, random, players: people },
    show: ({ says }: { readonly says: { readonly en: string } }) => void shown.push(says.en),
  };
  const own = scenes.filter(({ name }) => name === "toy");
  await playAll(own, { now, moveTo }, stage);
  return shown;
}
const scene = await playScene();
const listed = await running.host.db.executeQuery(
  sql<{ matter: string }>`select matter from toy_question`.compile(running.host.db),
);
const [played = ""] = listed.rows.map(({ matter }) => matter);

/** A question whose date is missed, and that somebody else answers then. */
const matter = await asked("When is the next training?");
const first = await read(matter);
await pass(8 * DAY);
const second = await read(matter);
const by = personOf(second.owed?.owner);
const said = {
  ...({ niuniu: "act v1", case: matter, number: second.entries.length + 1, previous: second.head } as const),
  ...{ date: dayAt(now()), by: by.id, kind: "answer", envelope: null, text: "On the ninth." },
};
const act = signAct(said, { name: by.id, seed: fromBase64(by.signing) });
const answered = await call<{ readonly open: boolean }>(routes.answer.path, { matter, act, by: by.id });
const refused = await call(routes.answer.path, { matter, act, by: by.id });

/** A note by which one member has another passed over. */
const barred = personOf((await read(played)).owed?.owner);
const other = personOf(people.find(({ id }) => id !== barred.id)?.id);
const days = { from: dayAt(now()), until: dayAt(now() + 3 * DAY) };
const note = pauseNote({ of: barred.id, by: other.id, ...days }, fromBase64(other.signing));
const codeOf = async (path: string, authorization: string, body?: string): Promise<string> => {
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(
    running.origin + path,
    body === undefined ? { headers } : { method: "POST", headers, body },
  );
  return answer.ok ? "granted" : ((await answer.json()) as { readonly code: string }).code;
};
const [his, hers] = [await tokenOf(barred), await tokenOf(other)];
const before = await codeOf(routes.questions.path, his);
const byHimself = await codeOf(routes.pause.path, his, JSON.stringify({ note }));
const paused = await codeOf(routes.pause.path, hers, JSON.stringify({ note }));
const owner = personOf((await read(played)).owed?.owner);

const figures = await running.host.transaction((tx) => running.host.figures.read(tx));
const published = async (): Promise<number> =>
  (await call<{ readonly entries: readonly { readonly text: string }[] }>("/record/entries/-1")).entries.filter(
    ({ text }) => text.includes("toy/question"),
  ).length;
for (let times = 0; (await published()) < 2 && times < 100; times++) {
  ahead += 1_000;
  await new Promise((resolve) => setTimeout(resolve, 100));
}

/** The tables in which the checks of all features find something. */
async function problems(
  db: Parameters<(typeof features.list)[number]["checks"][number]>[0],
): Promise<readonly string[]> {
  const tables: string[] = [];
  for (const { checks } of features.list)
    for (const check of checks) for await (const { table } of check(db)) tables.push(table);
  return tables;
}
const sound = await problems(running.host.db);
const begun = await running.host.db.startTransaction().execute();
await sql`delete from matter_open`.execute(begun);
const broken = await problems(begun);
await begun.rollback().execute();

const seen = {
  scene,
  moved: first.owed?.owner !== by.id,
  missed: second.entries.some(({ text }) => text.includes('"kind":"missed"')),
  answered: !answered.open,
  refused,
  barred: { before, byHimself, paused, after: await codeOf(routes.questions.path, his), stillOwes: owner === barred },
  figures: figures["toy"],
  counts: await ask(running.origin, area.counts, { authorization: await tokenOf(owner) }),
  published: await published(),
  sound,
  broken,
};
process.stdout.write(`${JSON.stringify({ seen, origin: running.origin, ahead, owner })}\n`);
process.stdin.on("end", () => void running.stop()).resume();
