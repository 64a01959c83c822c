import type { ChildProcess } from "node:child_process";
import { hash as platformHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readVerifier, sha256, signNote, toHex, toUtf8, publicKey, writeVerifier, type Signer } from "@niuniu/note";
import { cosignatures, readWitness, writeAddCheckpoint, writeCheckpoint } from "@niuniu/record";
import { openLog, proveConsistency, type Log, type Store } from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run, saying, start } from "../testing/run.ts";
import { Witness } from "./add-checkpoint.ts";
import { Memory } from "./memory.ts";

const hash = (bytes: Uint8Array): Uint8Array => platformHash("sha256", bytes, "buffer");
const origin = "line.example.org/record";
const signer: Signer = { name: origin, seed: new Uint8Array(32).fill(3) };
const vkey = writeVerifier({ name: origin, key: publicKey(new Uint8Array(32).fill(3)) });
const id = toHex(sha256(toUtf8(origin)));

/** A log whose checkpoints are kept, so that old ones can be handed in. */
class Story {
  readonly #store: Store = memoryStore();
  #log: Log | null = null;
  readonly notes: string[] = [];

  async grow(to: number, word: string): Promise<this> {
    this.#log ??= await openLog(this.#store, { hash });
    for (let size = this.#log.size; size <= to; size++) {
      const text = writeCheckpoint({ origin, size, root: this.#log.root(), extensions: [] });
      this.notes[size] = signNote(text, [signer]);
      await this.#log.append([toUtf8(`${word} ${size}`)]);
    }
    return this;
  }

  async request(old: number, size: number, note = this.notes[size] ?? ""): Promise<string> {
    const hashes = await proveConsistency((...place) => this.#store.tile(...place), Math.min(old, size), size, hash);
    return writeAddCheckpoint({ old, hashes, checkpoint: note });
  }
}

let folder: string;
let child: ChildProcess;
let url: string;
let line: string;

async function begin(): Promise<void> {
  child = start([
    "witness",
    "--data",
    folder,
    "--listen",
    "0",
    "--log",
    vkey,
    "--name",
    "union.example",
    "--url",
    "https://w.example.org",
  ]);
  const found = await saying(child, /(union\.example\+\S+ https:\S+)[^]* (127\.0\.0\.1:\d+)/);
  [line, url] = [found[1] ?? "", `http://${found[2]}`];
}

async function kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
  const ended = once(child, "exit") as Promise<[number | null]>;
  child.kill(signal);
  return (await ended)[0];
}

const post = async (body: string): Promise<Response> => fetch(`${url}/add-checkpoint`, { method: "POST", body });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "niuniu-witness-"));
  await begin();
});
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) await kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

describe("a witness", () => {
  test("signs what continues what it signed, and says how far it is otherwise", async () => {
    const story = await new Story().grow(20, "entry");
    const note = story.notes[5] ?? "";
    const first = await post(await story.request(0, 5));
    expect(first.status).toBe(200);
    const cosignature = await first.text();
    expect(cosignatures(note + cosignature, [readWitness(line)]).map(({ name }) => name)).toEqual(["union.example"]);

    const behind = await post(await story.request(3, 12));
    expect([behind.status, behind.headers.get("content-type"), await behind.text()]).toEqual([
      409,
      "text/x.tlog.size",
      "5\n",
    ]);
    expect((await post(await story.request(5, 12))).status).toBe(200);
    expect((await post(await story.request(12, 12))).status).toBe(200);
    expect(await (await fetch(`${url}/checkpoint/${id}`)).text()).toContain(`${origin}\n12\n`);
    expect((await fetch(`${url}/checkpoint/${"0".repeat(64)}`)).status).toBe(404);
  });

  test("refuses what is malformed, unknown, unsigned, smaller, another log or not proven, each by its number", async () => {
    const story = await new Story().grow(20, "entry");
    const other = await new Story().grow(20, "other");
    expect((await post("old 0\n\nnot a note\n")).status).toBe(400);
    expect((await post("")).status).toBe(400);
    const stranger = signNote(
      writeCheckpoint({ origin: "x.example/record", size: 1, root: new Uint8Array(32), extensions: [] }),
      [{ ...signer, name: "x.example/record" }],
    );
    expect((await post(writeAddCheckpoint({ old: 0, hashes: [], checkpoint: stranger }))).status).toBe(404);
    const text = writeCheckpoint({ origin, size: 1, root: new Uint8Array(32), extensions: [] });
    const forged = signNote(text, [{ name: origin, seed: new Uint8Array(32).fill(9) }]);
    expect((await post(writeAddCheckpoint({ old: 0, hashes: [], checkpoint: forged }))).status).toBe(403);
    expect((await post(await story.request(0, 7))).status).toBe(200);
    expect((await post(await story.request(9, 7))).status).toBe(400);
    expect((await post(await story.request(0, 9))).status).toBe(409);
    expect((await post(await other.request(7, 7))).status).toBe(409);
    expect((await post(await other.request(7, 12))).status).toBe(422);
    expect(
      await post("x".repeat(600_000)).then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
  });

  test("asked the same again within a minute, gives the line it has and writes nothing", async () => {
    const story = await new Story().grow(5, "entry");
    const first = await (await post(await story.request(0, 5))).text();
    await new Promise((resume) => setTimeout(resume, 1_100));
    for (let again = 0; again < 3; again++) expect(await (await post(await story.request(5, 5))).text()).toBe(first);
    const notes = (await readdir(join(folder, `log-${id}`))).filter((name) => name.endsWith(".note"));
    expect(notes).toEqual(["000000000001.note"]);
  });

  test("signs the same anew after a minute, whatever the clock did", async () => {
    const story = await new Story().grow(5, "entry");
    const place = join(folder, "clock");
    const memory = new Memory(place);
    await memory.welcome(origin);
    const seed = new Uint8Array(32).fill(4);
    let now = 1_767_600_000_000;
    const witness = new Witness({ name: "w.example", seed }, [readVerifier(vkey)], memory, () => now);
    const ask = async (old: number): Promise<string> => (await witness.add(toUtf8(await story.request(old, 5)))).body;
    const first = await ask(0);
    now += 59_000;
    expect(await ask(5)).toBe(first);
    now += 1_000;
    expect(await ask(5)).not.toBe(first);
    now -= 120_000;
    expect(await ask(5)).not.toBe(first);
    expect(await readdir(join(place, `log-${id}`))).toHaveLength(3);
  });

  test("refuses a note with more signature lines than one may have", async () => {
    const story = await new Story().grow(5, "entry");
    const note = story.notes[5] ?? "";
    const line = (at: number): string => {
      const bytes = Buffer.alloc(68, at);
      return `— ${origin} ${bytes.toString("base64")}\n`;
    };
    const full = note + Array.from({ length: 99 }, (_, at) => line(at)).join("");
    expect((await post(await story.request(0, 5, full))).status).toBe(400);
  });

  test("keeps its key to itself and over a restart, and ends when told to", async () => {
    const mode = (await stat(join(folder, "key.json"))).mode & 0o777;
    expect(mode).toBe(0o600);
    const before = line;
    expect(await kill("SIGTERM")).toBe(0);
    await begin();
    expect(line).toBe(before);
  });

  test("asked by two witnesses' processes over one folder, still follows one story", async () => {
    const [one, two] = [await new Story().grow(3, "one"), await new Story().grow(3, "two")];
    const first = { child, url };
    await begin();
    const ask = async (address: string, body: string): Promise<number> =>
      (await fetch(`${address}/add-checkpoint`, { method: "POST", body })).status;
    const [oneBody, twoBody] = [await one.request(0, 3), await two.request(0, 3)];
    const pairs = Array.from({ length: 8 }, (_, at) =>
      ask(at % 2 === 0 ? first.url : url, at % 3 === 0 ? oneBody : twoBody),
    );
    const signed = (await Promise.all(pairs)).filter((status) => status === 200);
    first.child.kill("SIGKILL");
    expect(signed.length).toBe(1);
  });

  test("killed at any moment, never signs two stories", async () => {
    const [one, two] = [await new Story().grow(400, "one"), await new Story().grow(400, "two")];
    const signedBy = [new Set<number>(), new Set<number>()];
    let size = 0;
    for (let round = 0; round < 6; round++) {
      let stopped = false;
      const worker = async (story: Story, signed: Set<number> | undefined): Promise<void> => {
        while (!stopped) {
          const old = size;
          const next = Math.min(400, old + 1 + Math.floor(Math.random() * 3));
          try {
            const answer = await post(await story.request(old, next));
            const body = await answer.text();
            if (answer.status === 200) signed?.add(next);
            if (answer.status === 200) size = Math.max(size, next);
            if (answer.status === 409) size = Number(body);
          } catch {
            // The witness was killed in the middle of an answer: what it signed then, nobody has.
          }
        }
      };
      const work = [
        worker(one, signedBy[0]),
        worker(one, signedBy[0]),
        worker(two, signedBy[1]),
        worker(two, signedBy[1]),
      ];
      await new Promise((resume) => setTimeout(resume, 150 + Math.random() * 250));
      await kill("SIGKILL");
      stopped = true;
      await Promise.all(work);
      await begin();
      const newest = await (await fetch(`${url}/checkpoint/${id}`)).text();
      // What it signed and gave away, it still remembers.
      expect(Number(newest.split("\n")[1] ?? 0)).toBeGreaterThanOrEqual(
        Math.max(0, ...(signedBy[0] ?? []), ...(signedBy[1] ?? [])),
      );
    }
    const [first, second] = signedBy.map((sizes) => sizes.size);
    expect(Math.min(first ?? 0, second ?? 0)).toBe(0);
    expect(Math.max(first ?? 0, second ?? 0)).toBeGreaterThan(3);
  });
});

describe("what is typed", () => {
  test("is taken strictly, and said in the reader's language", async () => {
    const asked = await run(["witness", "--data", folder, "--listen", "nowhere", "--log", vkey]);
    expect([asked.code, asked.err]).toEqual([
      2,
      "--listen takes a port, or an address and a port such as 0.0.0.0:8788.\n",
    ]);
    const chinese = await run(["witness", "--lang", "zh-CN", "--datas", folder]);
    expect([chinese.code, chinese.err]).toEqual([2, "不认识选项 --datas。\n"]);
    const help = await run(["verify", "--help"]);
    expect([help.code, help.out.split("\n")[0]]).toEqual([
      0,
      "niuniu verify URL|DIR [--full] [--state DIR] [--minutes N] [--gigabytes N] [--lang en|zh-CN] [--json]",
    ]);
    expect((await run(["nonsense"])).code).toBe(2);
  });
});
