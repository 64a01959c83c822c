import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { composeReport, DEFAULT, reportBody, routes } from "@niuniu/cases";
import { routes as ledger } from "@niuniu/ledger";
import { fromBase64, openPutBack, readVerifier, toHex } from "@niuniu/note";
import { signIn } from "@niuniu/people";
import { dayOf } from "@niuniu/owe";
import { openPromise, readPublic, SLOT, writeTombstone, type SlotPromise } from "@niuniu/record";
import { ask, found, planFor, rosterOf, type Founder } from "@niuniu/sample";
import { bearer, record } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queryIn, random, type House } from "./house.ts";
import { nextStatement } from "./lying-host.ts";
import { startProcess, type ServerProcess } from "./server-process.ts";

const CLI = fileURLToPath(new URL("../apps/cli/src/main.ts", import.meta.url));
const OPERATOR = fileURLToPath(new URL("../apps/server/src/operator.ts", import.meta.url));
const MINUTE = 60_000;
/** ms from one milestone to the next. */
const MILESTONE = 5 * MINUTE;
const three = [
  { name: "陈岚", role: "员工代表", side: "employees", unit: "研发" },
  { name: "周启明", role: "外部律师", side: "outside", unit: "" },
  { name: "苏晓", role: "法务", side: "employer", unit: "法务" },
] as const;

const folder = mkdtempSync("/tmp/niuniu-recovery-");
const [data, backups, mirror] = [join(folder, "data"), join(folder, "backups"), join(folder, "mirror")];
/** Behind this machine by as much as is let pass below; the witness knows the machine's clock, and ten minutes are let it. */
let offset = -7 * MINUTE;
const now = (): number => Date.now() + offset;

let server: ServerProcess;
let witness: ChildProcess | null = null;
let founders: readonly Founder[] = [];
let port = 0;

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

/** A command as somebody types it. */
function run(program: string, ...words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...words], {
    env: { ...process.env, LANG: "C", LC_ALL: "", DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (out += text));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out })));
}
const operator = (...words: readonly string[]): Promise<Ended> => run(OPERATOR, ...words);

async function freePort(): Promise<number> {
  const held = createServer();
  await new Promise<void>((resolve) => void held.listen(0, "127.0.0.1", resolve));
  const { port: free } = held.address() as AddressInfo;
  await new Promise((resolve) => void held.close(resolve));
  return free;
}

/** A witness of its own, as a union runs one; resolves with its line for the statement. */
async function startWitness(origin: string): Promise<string> {
  const at = await freePort();
  const words = ["witness", "--data", join(folder, "witness"), "--listen", String(at), "--from", origin];
  const named = [...words, "--name", "union.example/witness", "--url", `http://127.0.0.1:${at}`];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", CLI, ...named], {
    env: { ...process.env, LANG: "C", LC_ALL: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  witness = child;
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  for (let tries = 0; tries < 200; tries++) {
    const line = /^union\.example\/witness\+\S+ http\S+$/m.exec(out);
    if (line !== null) return line[0];
    await wait(50);
  }
  throw new Error(`the witness says nothing of use: ${out}`);
}

const checkpoint = async (): Promise<string> => (await fetch(`${server.origin}/record/checkpoint`)).text();
const sizeIn = (note: string): number => Number(note.split("\n")[1]);

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    const found = await look().catch(() => null);
    if (found !== null) return found;
    await wait(100);
  }
  throw new Error(`not within 90 s: ${what}`);
}

function later(milliseconds: number): void {
  offset += milliseconds;
  server.setOffset(offset);
}

/** Waits for a milestone of more entries than `above` that the witness has signed and whose size is `enough`; that size. */
const cosigned = (
  above = 0,
  enough: (size: number) => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> =>
  until("a cosigned milestone", async () => {
    const note = await checkpoint();
    const signed = note.includes("— union.example/witness ") && sizeIn(note) > above;
    return signed && (await enough(sizeIn(note))) ? sizeIn(note) : null;
  });

/**
 * All that was acknowledged until now, witnessed: the clock goes to the slot that closes five minutes, so that a
 * milestone covers it and none follows before five more have passed.
 */
async function witnessed(): Promise<number> {
  const next = Math.ceil((now() + 4_000) / MILESTONE) * MILESTONE;
  later(next - 4_000 - now());
  return cosigned(0, async (size) => Math.max(...(await slots(size)).keys()) >= next / SLOT - 1);
}

interface Sent {
  readonly promise: SlotPromise;
  readonly caseId: string;
}

async function report(): Promise<Sent> {
  const chain = await rosterOf(server.origin);
  const composed = await composeReport(planFor(chain, now(), { what: "有人看见了。" }), random);
  const { promise } = await ask(server.origin, routes.report, { parcel: reportBody(composed) });
  const { log } = await ask(server.origin, record.head);
  return { promise: openPromise(promise, readVerifier(log)), caseId: composed.case };
}

const member = async (at = 0): Promise<string> => {
  const { id = "", password = "" } = founders[at] ?? {};
  return bearer((await ask(server.origin, signIn, { json: { member: id, password } })).token);
};

const texts = async (): Promise<readonly record.Entry[]> => {
  const answer = await fetch(`${server.origin}/record/entries/-1`);
  return ((await answer.json()) as { readonly entries: readonly record.Entry[] }).entries;
};
const kindOf = ({ text }: record.Entry): string => (text === null ? "" : readPublic(text).kind);

/** The house as others use it. */
const house = (): House =>
  ({
    origin: server.origin,
    founders,
    clock: { now },
    running: () => ({ host: { record: { tick: () => Promise.resolve(true) } } }),
  }) as unknown as House;

async function restart(at = data): Promise<void> {
  server = await startProcess(at, port, offset);
}

/** A stranger who checks the line, with a memory of their own. */
const verify = async (
  memory: string,
): Promise<{ readonly code: number | null; readonly verdict: string; readonly out: string }> => {
  const { code, out } = await run(CLI, "verify", server.origin, "--json", "--state", join(folder, memory));
  return { code, out, verdict: (JSON.parse(out) as { readonly verdict: string }).verdict };
};

let backup = "";
let figures = -1;
let lostReport: Sent;
/** The log's key before anything was lost. */
let vkey = "";
let acknowledged = 0;

beforeAll(async () => {
  server = await startProcess(data, 0, offset);
  port = Number(new URL(server.origin).port);
  // Three, so that two of them are a quorum.
  founders = await found(server.origin, server.setupCode ?? "", random, three);
  await until("a first milestone", async () => ((await fetch(`${server.origin}/record/head`)).ok ? true : null));
  vkey = (await ask(server.origin, record.head)).log;
  const line = await startWitness(server.origin);
  await nextStatement(house(), { witnesses: [line] });
  await cosigned();
});
afterAll(async () => {
  witness?.kill("SIGKILL");
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a line whose disk is lost", () => {
  it("has a backup made while it runs, that others cannot read", async () => {
    await report();
    const { code, out } = await operator("backup", "--to", backups, "--data", data);
    expect([code, out]).toEqual([0, expect.stringContaining("signing key")]);
    const [name = ""] = readdirSync(backups);
    backup = join(backups, name);
  });

  it("goes on after it: a text is taken away, a report is acknowledged and witnessed, a mirror keeps the record", async () => {
    figures = (await texts()).find((entry) => kindOf(entry) === "figures")?.index ?? -1;
    const [{ id, signing }] = founders as readonly [Founder];
    const date = dayOf(now(), DEFAULT.calendar);
    const stone = { origin: "localhost/record", index: figures, ground: "A court order", by: id, date };
    const note = writeTombstone(stone, { name: id, seed: fromBase64(signing) });
    await fetch(`${server.origin}${ledger.bury.path}`, {
      method: "POST",
      headers: { authorization: await member(), "content-type": "application/json" },
      body: JSON.stringify({ note }),
    });
    lostReport = await report();
    acknowledged = await witnessed();
    for (const memory of ["stranger", "second-stranger"])
      expect((await verify(memory)).out).not.toContain(`"verdict":"lied"`);
    expect((await run(CLI, "mirror", server.origin, mirror, "--once")).code).toBe(0);
  });

  it("put back from the old backup, finds out from its witness, says so and signs nothing", async () => {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
    const restored = await operator("restore", "--from", backup, "--data", data);
    expect([restored.code, restored.out]).toEqual([0, expect.stringContaining("asks the witnesses")]);
    expect((await operator("doctor", "--data", data)).code).toBe(0);
    await restart();
    const authorization = await member();
    // It opens after five seconds even if the witness has been too slow for it, and asks again.
    await until("what the witness knows", async () => {
      const { frozen } = await ask(server.origin, ledger.state, { authorization });
      return frozen === "behind" ? true : null;
    });
    const before = sizeIn(await checkpoint());
    expect(before).toBeLessThan(acknowledged);
    // It says so to everybody, by its key, and nobody who saw more calls it a liar.
    const { putBack = [] } = await ask(server.origin, record.head);
    expect(putBack.map(({ note, proof }) => [saidIn(note), proof])).toEqual([
      [expect.objectContaining({ kept: expect.any(Number) as number, statements: 2, times: 1 }), null],
    ]);
    expect(await verify("second-stranger")).toMatchObject({
      verdict: "incomplete",
      out: expect.stringContaining("missing.put-back-shorter") as string,
    });
    // It still takes reports, and promises them.
    await report();
    later(MINUTE);
    await wait(2_500);
    expect(sizeIn(await checkpoint())).toBe(before);
  });

  it("goes on from the mirror, says what is gone, and is believed by everybody who checks", async () => {
    await server.stop();
    const { code, out } = await operator("restore", "--mirror", mirror, "--data", data);
    expect([code, out]).toEqual([0, expect.stringContaining("taken over from the mirror")]);
    await restart();
    expect((await ask(server.origin, ledger.state, { authorization: await member() })).frozen).toBeNull();
    await nextStatement(house(), {});
    await cosigned(acknowledged);
    const all = await texts();
    const lost = all.filter((entry) => kindOf(entry) === "lost").map(({ text }) => readPublic(text ?? "").body);
    expect(lost).toHaveLength(1);
    const { from, to } = JSON.parse(lost[0] ?? "") as { readonly from: number; readonly to: number };
    expect(to).toBeGreaterThanOrEqual(acknowledged - 1);
    // The slot that was promised lies in what is said to be lost, and the server does not know the report.
    const promised = (await slots(sizeIn(await checkpoint()))).get(lostReport.promise.slot) ?? -1;
    expect(promised).toBeGreaterThanOrEqual(from);
    expect(promised).toBeLessThanOrEqual(to);
    const asked = ask(server.origin, record.proof, { json: { commitment: toHex(lostReport.promise.commitment) } });
    await expect(asked).rejects.toThrow("host/not-in-record");
    // What was taken away did not come back with the backup.
    expect(all.find(({ index }) => index === figures)).toMatchObject({ text: null });
    const { verdict, out: said } = await verify("stranger");
    const { findings } = JSON.parse(said) as { readonly findings: readonly { readonly state: string }[] };
    expect([verdict, findings.filter(({ state }) => state === "lie")]).toEqual([expect.not.stringMatching("lied"), []]);
    expect((await run(CLI, "mirror", server.origin, mirror, "--once")).code).toBe(0);
    await server.stop();
    expect(await operator("doctor", "--data", data)).toMatchObject({ code: 0 });
    await restart();
  });

  it("without a mirror begins a new record, which the committee has to name", async () => {
    await server.stop();
    const other = join(folder, "other");
    const restored = await operator("restore", "--from", backup, "--new-log", "--data", other);
    expect([restored.code, restored.out]).toEqual([0, expect.stringContaining("is gone from this server")]);
    await restart(other);
    const { log } = await until("the head of the new record", () => ask(server.origin, record.head));
    expect(log).toMatch(/^localhost\/record\/2\+/);
    const [first] = await texts();
    expect([first?.index, kindOf(first ?? fail())]).toEqual([0, "succession"]);
    // The witness was asked: the old record is named as far as it has seen it.
    const named = JSON.parse(readPublic(first?.text ?? "").body) as {
      readonly checkpoint: string;
      readonly kept: number;
    };
    expect(named.checkpoint).toContain("— union.example/witness ");
    expect(sizeIn(named.checkpoint)).toBeGreaterThanOrEqual(acknowledged);
    expect(named.kept).toBeLessThan(acknowledged);
    const { putBack = [] } = await until("its word in the record", async () => {
      const head = await ask(server.origin, record.head);
      return head.putBack?.every(({ proof }) => proof !== null) === true ? head : null;
    });
    expect(putBack.map(({ note }) => saidIn(note).origin)).toEqual(["localhost/record"]);
    // Put back, awaiting the committee: also to somebody who saw a statement that no copy held.
    for (const memory of ["newcomer", "stranger"]) {
      const { verdict, out } = await verify(memory);
      expect([verdict, out]).toEqual([
        expect.not.stringMatching("lied"),
        expect.stringContaining("missing.put-back-awaiting"),
      ]);
    }
    await nextStatement(house(), { log, witnesses: [] });
    // An honest loss is no lie, to whoever comes for the first time and to who saw more of the old record: what is gone is said.
    await until("the statement in the record", async () => {
      return (await verify("newcomer")).verdict === "lied" ? null : true;
    });
    for (const memory of ["newcomer", "second-stranger"]) {
      const { verdict, out } = await verify(memory);
      expect([verdict, out]).toEqual([
        expect.not.stringMatching("lied"),
        expect.stringContaining("missing.succession-lost"),
      ]);
    }
    await server.stop();
    expect(await operator("doctor", "--data", other)).toMatchObject({ code: 0 });
    await restart(other);
  });
});

describe("the doctor", () => {
  it("names one altered byte in what cases and people keep, by table and key alone", async () => {
    const other = join(folder, "other");
    const flip = (table: string, column: string): string =>
      `update ${table} set ${column} = set_byte(${column}, 9, get_byte(${column}, 9) # 1)`;
    const altered = [
      ["cases_entry", flip("cases_entry", "salt"), flip("cases_entry", "salt")],
      ["cases_piece", flip("cases_piece", "bytes"), flip("cases_piece", "bytes")],
      ["cases_case", flip("cases_case", "head"), flip("cases_case", "head")],
      ["cases_count", "update cases_count set n = n + 1", "update cases_count set n = n - 1"],
      ["host_text", "update host_text set text = ' ' || text", "update host_text set text = substr(text, 2)"],
      ["people_accounts", flip("people_accounts", "key"), flip("people_accounts", "key")],
      ["people_statements", "update people_statements set note = replace(note, '2', '3') where number = 2", ""],
    ] as const;
    for (const [table, alter, mend] of altered) {
      await queryIn(other, alter);
      const { code, out } = await operator("doctor", "--data", other);
      expect([code, out], alter).toEqual([1, expect.stringContaining(`${table} `)]);
      expect(out).not.toContain("BEGIN");
      if (mend !== "") await queryIn(other, mend);
    }
  });
});

function fail(): never {
  throw new Error("nothing there");
}

/** What a log says of having been put back, as its key signed it. */
const saidIn = (note: string) => openPutBack(note, readVerifier(vkey));

/** Where the entries of slots stand in the log of this size. */
async function slots(size: number): Promise<ReadonlyMap<number, number>> {
  const path = size < 256 ? `tile/entries/000.p/${size}` : "tile/entries/000";
  const bytes = Buffer.from(await (await fetch(`${server.origin}/record/${path}`)).arrayBuffer());
  const found = new Map<number, number>();
  for (let at = 0, index = 0; at < bytes.length; index++) {
    if (bytes[at + 2] === 1) found.set(Number(bytes.readBigUInt64BE(at + 3)), index);
    at += 2 + bytes.readUInt16BE(at);
  }
  return found;
}
