import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fromBase64, publicKey, signNote, toBase64, writeVerifier } from "@niuniu/note";
import {
  addCosignatures,
  cosign,
  readLeaf,
  readTlogProof,
  writeAddCheckpoint,
  writeLeaf,
  writeTlogProof,
  writeWitness,
} from "@niuniu/record";
import { checkChain, propose } from "@niuniu/roster";
import type { Entry, Head } from "@niuniu/wire/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RosterAnswer } from "@niuniu/wire";
import { run, saying, start, type Ended } from "../apps/cli/src/testing/run.ts";
import { say, type Language, type Values, type WordKey } from "../apps/cli/src/words.ts";
import { forkOf, json, logKeyOf, slotsOf, type Fork } from "./fork.ts";
import { openHouse, random, type House } from "./house.ts";
import type { Alter, Altering, Passing } from "./in-between.ts";
import { milestone, nextStatement, openLyingHost, sealed, until, type LyingHost } from "./lying-host.ts";

/*
 * One test for each lie that a stranger's command line finds (`niuniu verify`) or that a witness does not sign for
 * (`niuniu witness`), each a process of its own, and the words a person reads there. They assume genuine client code, which
 * is why such a command line is not the host's. The lies told to reporters and handlers are in the files beside this one.
 */

const folder = mkdtempSync("/tmp/niuniu-outsider-");
const VISITED = join(folder, "visited");
let house: House;
let host: LyingHost;
let witness: ChildProcess;
let address: string;
/** The true record as far as the verifier remembers it. */
let size = 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A witness in a process of its own; resolves with how the statement is to name it. */
async function openWitness(): Promise<string> {
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const { vkey } = await logKeyOf(house);
  const options = ["--log", vkey, "--listen", String(port), "--name", "union.example", "--url", address];
  witness = start(["witness", "--data", join(folder, "witness"), ...options]);
  const [, line = ""] = await saying(witness, /(union\.example\+\S+ http:\S+)\n/);
  return line;
}

/** A second witness, which the statement names and nobody has ever heard of. */
const silent = { name: "law.example", seed: random(32) };

beforeAll(async () => {
  house = await openHouse();
  host = await openLyingHost(house);
  await sealed(house);
  // The command line goes by the machine's clock. In between this house was away, and says so.
  house.clock.moveTo(Date.now() - 50 * 60_000);
  await house.running().host.record.tick();
  const silentLine = writeWitness({ name: silent.name, key: publicKey(silent.seed), url: null });
  await nextStatement(house, { witnesses: [await openWitness(), silentLine] });
  for (let times = 0; times < 10; times++) await milestone(house);
  const lines =
    "select size from record_milestone where cardinality(lines) > 0 and size = (select max(size) from record_milestone)";
  await until(
    async () => ((await house.query(lines)).length > 0 ? true : null),
    "the witness signs the newest milestone",
  );
  const { code, out } = await verify("en", VISITED);
  expect(out).not.toContain("LIE");
  expect([0, 3]).toContain(code);
  const remembered = JSON.parse(readFileSync(join(VISITED, "state.json"), "utf8")) as { edge: { size: number } };
  ({ size } = remembered.edge);
});
afterAll(async () => {
  const ended = once(witness, "exit");
  witness.kill("SIGTERM");
  await ended;
  await host.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const verify = (language: Language, state: string): Promise<Ended> =>
  run(["verify", host.house.origin, "--state", state, "--lang", language]);

type Said = readonly [key: WordKey, values?: Values];

/** What a sentence reads like, whatever stands in the gaps that are not given. */
function worded(language: Language, [key, values = {}]: Said): RegExp {
  const text = say(language, key, values).replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(text.replaceAll(/\{[^}]*\}/g, "[^\\n]+"));
}

let runs = 0;
/** Runs the verifier in both languages, as somebody who was here before or for the first time. */
async function finds(
  lies: readonly Altering[],
  { visited, code, says }: { readonly visited: boolean; readonly code: number; readonly says: readonly Said[] },
): Promise<void> {
  host.lie(...lies);
  const look = async (language: Language): Promise<void> => {
    const state = join(folder, `run-${++runs}`);
    if (visited) cpSync(VISITED, state, { recursive: true });
    const ended = await verify(language, state);
    for (const one of says) expect(ended.out).toMatch(worded(language, one));
    expect(ended.code).toBe(code);
    if (code === 1) expect(ended.out).toMatch(worded(language, ["verdict.lied"]));
  };
  const looked = await Promise.allSettled([look("en"), look("zh-CN")]);
  host.lie();
  for (const one of looked) if (one.status === "rejected") throw one.reason;
}

const lied = (visited: boolean, ...says: readonly Said[]) => ({ visited, code: 1, says });

const at =
  (path: string | RegExp, change: (passing: Passing) => Passing): Alter =>
  (passing) =>
    (typeof path === "string" ? passing.path === path : path.test(passing.path)) ? change(passing) : passing;

/** Changes JSON on its way. */
const said = <T>(path: string | RegExp, change: (value: T) => T): Alter =>
  at(path, (passing) => json(passing, change(JSON.parse(passing.body.toString("utf8")) as T)));

/** The true record, but for the root of the slot that stands at an index. */
async function forkAt(index: number, most?: number): Promise<Fork> {
  return forkOf(
    house,
    (entry, place) => {
      const leaf = readLeaf(entry);
      return place === index && leaf.kind === "slot" ? writeLeaf({ ...leaf, root: random(32) }) : entry;
    },
    most,
  );
}

/** A slot that the verifier has seen. */
const someSlot = async (): Promise<number> =>
  (await slotsOf(house)).findLast(({ index }) => index < size - 5)?.index ?? 0;

describe("a host that lies about its record", () => {
  it("fork between two readers: two records of one size under one key", async () => {
    const { shown } = await forkAt(await someSlot(), size);
    await finds([shown], lied(true, ["lie.fork", { size }]));
  });

  it("fork between two readers: one that has grown since", async () => {
    await sealed(house);
    const { shown } = await forkAt(await someSlot());
    await finds([shown], lied(true, ["lie.fork-since"]));
  });

  it("fork between two readers: a witness signs for one of them only", async () => {
    const ask = async (old: number) => {
      const fork = await forkAt(await someSlot());
      const body = writeAddCheckpoint({ old, hashes: await fork.consistency(old), checkpoint: fork.note });
      const answer = await fetch(`${address}/add-checkpoint`, { method: "POST", body });
      return [answer.status, await answer.text()] as const;
    };
    const [kept] = await house.query("select max(size) as size from record_milestone where cardinality(lines) > 0");
    let answer = await ask(Number(kept?.["size"]));
    // The house goes on meanwhile: a witness that has signed a later size says so, and is asked from there, about a fork that is
    // larger again: another record of the very size it signed is a conflict, too, but nothing that continues.
    for (let tries = 0; answer[0] === 409 && tries < 5; tries += 1) {
      await sealed(house);
      answer = await ask(Number(answer[1]));
    }
    expect(answer).toEqual([422, "the proof does not show that it continues\n"]);
  });

  it("rollback: the record ends earlier than it did", async () => {
    const { shown } = await forkOf(house, (entry) => entry, size - 3);
    await finds([shown], lied(true, ["lie.rollback", { size: size - 3, before: size }]));
  });

  it("stale checkpoint: an old state is shown to somebody who was never here", async () => {
    const first = (await slotsOf(house)).find(({ slot }, place, all) => (all[place + 1]?.slot ?? slot) > slot + 60);
    const { shown } = await forkOf(house, (entry) => entry, (first?.index ?? 0) + 1);
    const old = said<RosterAnswer>("/people/roster", (answer) => ({
      ...answer,
      statements: answer.statements.slice(0, 1),
    }));
    const few = said<{ entries: readonly Entry[] }>(/^\/record\/entries\//, ({ entries, ...rest }) => {
      return { ...rest, entries: entries.filter(({ index }) => index <= (first?.index ?? 0)) };
    });
    await finds([shown, old, few], { visited: false, code: 3, says: [["missing.fresh"], ["verdict.incomplete"]] });
  });

  it("back-dated event: a slot that goes back in time", async () => {
    const index = await someSlot();
    const { shown } = await forkOf(house, (entry, place) => {
      const leaf = readLeaf(entry);
      return place === index && leaf.kind === "slot" ? writeLeaf({ ...leaf, slot: leaf.slot - 2 }) : entry;
    });
    await finds([shown], lied(false, ["lie.slot-order", { index }]));
  });

  it("dropped event: a public text that nobody signed away", async () => {
    let index = 0;
    const dropped = said<{ entries: readonly Entry[] }>("/record/entries/-1", ({ entries, ...rest }) => {
      index = entries[1]?.index ?? 0;
      return { ...rest, entries: entries.toSpliced(1, 1) };
    });
    await finds([dropped], lied(false, ["lie.text-missing"]));
    expect(index).toBeGreaterThan(0);
  });

  it("edited event: a public text that is not the one in the record", async () => {
    const edited = said<{ entries: readonly Entry[] }>("/record/entries/-1", ({ entries, ...rest }) => {
      const change = (one: Entry): Entry => ({ ...one, text: one.text?.replace("2026", "2025") ?? null });
      return { ...rest, entries: entries.map((one, place) => (place === 1 ? change(one) : one)) };
    });
    await finds([edited], lied(false, ["lie.text"]));
  });

  it("altered tile: hashes that do not follow from the entries", async () => {
    const flip = (passing: Passing): Passing => {
      const body = Buffer.from(passing.body);
      body[5] = (body[5] ?? 0) ^ 1;
      return { ...passing, body };
    };
    await finds([at(/^\/record\/tile\/0\//, flip)], lied(false, ["lie.entries"]));
    await finds([at(/^\/record\/tile\/1\//, flip)], lied(false, ["lie.tile"]));
    await finds([at(/^\/record\/tile\/entries\//, flip)], lied(false, ["lie.entries"]));
  });

  it("key swapped for one reporter: another key than before, and than the committee names", async () => {
    const { name } = await logKeyOf(house);
    const log = writeVerifier({ name, key: publicKey(random(32)) });
    const swapped = said<Head>("/record/head", (head) => ({ ...head, log }));
    await finds([swapped], lied(true, ["lie.log-key"]));
    await finds([swapped], lied(false, ["lie.log-not-in-statement"], ["lie.checkpoint"]));
  });
});

describe("a host that lies about the committee", () => {
  it("stale roster statement: to somebody who has seen the newer one, and to somebody who reads the record", async () => {
    const old = said<RosterAnswer>("/people/roster", (answer) => ({
      ...answer,
      statements: answer.statements.slice(0, 1),
    }));
    await finds([old], lied(true, ["lie.roster-stale", { number: 2 }]));
    await finds([old], lied(false, ["lie.roster-hidden"]));
  });

  it("policy without quorum: other rules than the statement names, or a statement that too few have signed", async () => {
    const policy = said<RosterAnswer>("/people/roster", (answer) => {
      return { ...answer, policy: answer.policy.replace("{", '{ "patience": "endless",') };
    });
    await finds([policy], lied(false, ["lie.policy", { number: 2 }]));
    const [founder] = house.founders;
    const unsigned = said<RosterAnswer>("/people/roster", (answer) => {
      const chain = checkChain(answer.statements);
      const { date, validUntil, effective } = chain.newest;
      const text = propose(chain, { date, validUntil, effective: Date.parse(effective), policy: "0".repeat(64) });
      const note = signNote(text, [{ name: founder?.id ?? "", seed: fromBase64(founder?.signing ?? "") }]);
      return { ...answer, statements: [...answer.statements, note] };
    });
    await finds([unsigned], lied(false, ["lie.roster-chain"]));
  });

  it("ghost member: taken in by a statement under a key of the host", async () => {
    const ghost = said<RosterAnswer>("/people/roster", (answer) => {
      const chain = checkChain(answer.statements);
      const { date, validUntil, effective, members } = chain.newest;
      const text = propose(chain, {
        date,
        validUntil,
        effective: Date.parse(effective),
        members: members.slice(0, -1),
      });
      return { ...answer, statements: [...answer.statements, signNote(text, [{ name: "server", seed: random(32) }])] };
    });
    await finds([ghost], lied(true, ["lie.roster-chain"]));
  });
});

/** Other lines under every checkpoint that is shown. */
const lines = (change: (note: string) => string): readonly Alter[] => [
  at("/record/checkpoint", (passing) => ({ ...passing, body: Buffer.from(change(passing.body.toString("utf8"))) })),
  said<Head>("/record/head", (head) => {
    const proof = readTlogProof(head.last);
    return { ...head, last: writeTlogProof({ ...proof, checkpoint: change(proof.checkpoint) }) };
  }),
];

describe("a host that lies about its witnesses", () => {
  it("forged witness: a line in the name of a witness that the witness never signed", async () => {
    const forge = (note: string): string => {
      const [dash = "", name = "", signature = ""] = cosign(note, silent, Math.floor(Date.now() / 1_000)).split(" ");
      const bytes = Buffer.from(signature, "base64");
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      return addCosignatures(note, [`${dash} ${name} ${toBase64(bytes)}\n`]);
    };
    await finds(lines(forge), lied(false, ["lie.witness"]));
  });

  it("duplicate cosignatures counted twice: one witness is one, however often it has signed", async () => {
    const again = (note: string): string => {
      const line = /^— union\.example .*\n/m.exec(note)?.[0] ?? "";
      return `${note}${line}${line}`;
    };
    const says: Said = ["holds.witnessed", { count: 1, named: 2, names: "union.example" }];
    const plain = await verify("en", VISITED);
    expect(plain.out).toMatch(worded("en", says));
    await finds(lines(again), { visited: false, code: plain.code ?? 1, says: [says] });
  });
});
