import { createServer, type Server } from "node:http";
import { proposalHash, signVote, writeResolution } from "@niuniu/committee";
import { createHash, hash as platformHash } from "node:crypto";
import { once } from "node:events";
import {
  sha256,
  signNote,
  toBase64,
  toUtf8,
  writeVerifier,
  publicKey,
  type Signer,
  writePutBack,
  type PutBack,
} from "@niuniu/note";
import {
  addCosignatures,
  publicCommitment,
  slotOf,
  writeCheckpoint,
  writeLeaf,
  writeOpening,
  writePublic,
  writeTlogProof,
  type Leaf,
  type PublicEntry,
} from "@niuniu/record";
import { openLog, proveInclusion, readTilePath, type Log, type Store } from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import { checkChain, countersign, propose, type Change } from "@niuniu/roster";
import { countedRandom, sampleRoster, type SampleRoster } from "@niuniu/roster/testing";

/** A public text as it is served beside the log. */
export interface Shown {
  readonly index: number;
  readonly salt: string;
  text: string | null;
  tombstone: string | null;
}

/** What a house shows at a path instead of the truth: other bytes, null for nothing, undefined for the truth. */
export type Twist = (path: string, truth: Uint8Array | null) => Uint8Array | null | undefined;

const hash = (bytes: Uint8Array): Uint8Array => platformHash("sha256", bytes, "buffer");
const POLICY = '{"answer":"three working days"}\n';
const CALENDAR = '{"offset":"+08:00"}\n';
const sum = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A host with a true log in memory and a real http server before it, which may be told to lie. */
export class House {
  readonly origin: string;
  readonly signer: Signer;
  readonly vkey: string;
  readonly texts: Shown[] = [];
  readonly leaves: Leaf[] = [];
  statements: readonly string[] = [];
  policy = POLICY;
  calendar = CALENDAR;
  figures = '{"missedEver":"none","months":[]}';
  readonly files = new Map<string, string>();
  cosign: (note: string) => readonly string[] = () => [];
  twist: Twist = () => undefined;
  roster: SampleRoster | null = null;
  /** What it says of having been put back, newest first. */
  putBack: readonly string[] = [];
  slot: number;
  readonly #store: Store = memoryStore();
  #log: Log | null = null;
  #server: Server | null = null;
  readonly #random: (length: number) => Uint8Array;

  constructor(origin = "line.example.org/record", now = Date.now(), label = "house") {
    this.origin = origin;
    this.#random = countedRandom(`${label} ${origin}`);
    // A house has one key, also for a record that it begins anew.
    const seed = countedRandom(`key ${label} ${origin.replace(/\/\d+$/, "")}`)(32);
    this.signer = { name: origin, seed };
    this.vkey = writeVerifier({ name: origin, key: publicKey(seed) });
    this.slot = slotOf(now) - 40;
  }

  get store(): Store {
    return this.#store;
  }

  async append(...leaves: readonly Leaf[]): Promise<void> {
    this.#log ??= await openLog(this.#store, { hash });
    await this.#log.append(leaves.map(writeLeaf));
    for (const leaf of leaves) this.leaves.push(leaf);
  }

  get size(): number {
    return this.#log?.size ?? 0;
  }

  /** Seals so many slots. */
  async seal(count = 1): Promise<void> {
    const leaves = Array.from({ length: count }, (): Leaf => ({
      kind: "slot",
      slot: this.slot++,
      root: sha256(toUtf8(`${this.slot}`)),
    }));
    await this.append(...leaves);
  }

  async publish(
    kind: PublicEntry["kind"],
    body: string,
    date = new Date().toISOString().slice(0, 10),
  ): Promise<number> {
    const text = writePublic({ kind, date, body });
    const salt = this.#random(32);
    const index = this.size;
    await this.append({ kind: "public", commitment: publicCommitment(salt, text) });
    this.texts.push({ index, salt: toBase64(salt), text, tombstone: null });
    return index;
  }

  /** Founded by the sample committee, with policy, calendar and a release in the record. */
  async found(witnesses: readonly string[] = [], log: string | null = this.vkey): Promise<this> {
    const terms = {
      policy: sum(this.policy),
      calendar: sum(this.calendar),
      witnesses,
      ...(log === null ? {} : { log }),
    };
    const now = (this.slot - 1) * 10_000;
    this.roster = sampleRoster(this.#random, now, undefined, terms);
    await this.publish("policy", this.policy);
    await this.publish("calendar", this.calendar);
    await this.state(this.roster.notes);
    const page = '<!doctype html><title>line</title><script type="module" src="/assets/first.js"></script>';
    for (const path of ["/", "/report", "/return", "/desk"]) this.files.set(path, page);
    this.files.set("/assets/first.js", "console.log(1)");
    await this.release("1.0.0");
    await this.seal(3);
    return this;
  }

  /** Puts statements in force and into the record. */
  async state(notes: readonly string[]): Promise<void> {
    for (const note of notes.slice(this.statements.length)) await this.publish("roster", note);
    this.statements = notes;
  }

  /** The committee's next statement, signed by the two it takes, in force and in the record. */
  async amend(change: Partial<Change>): Promise<void> {
    const { roster, seeds } = this.roster ?? sampleRoster(this.#random, 0);
    const now = Date.now();
    const dates = { date: new Date(now).toISOString().slice(0, 10), effective: now, validUntil: "2099-01-01" };
    const signed = ["wen-jing", "jian-su"].reduce(
      (note, id) => countersign(roster, note, { id, seed: seeds.get(id) ?? new Uint8Array(32) }),
      propose(roster, { ...dates, ...change }),
    );
    const notes = [...this.statements, signed];
    this.roster = { notes, seeds, roster: checkChain(notes) };
    await this.state(notes);
  }

  /** The committee resolves that a text be adopted: by the two it takes, and into the record. */
  async resolve(kind: "policy" | "calendar", text: string): Promise<void> {
    const { seeds } = this.roster ?? sampleRoster(this.#random, 0);
    const date = new Date().toISOString().slice(0, 10);
    const proposal = { statement: this.roster?.roster.hashes.at(-1) ?? "", date, kind, text: sum(text) };
    const resolution = proposalHash(proposal);
    const votes = ["jian-su", "wen-jing"].map((by) =>
      signVote({ resolution, by, says: "for", reason: "" }, seeds.get(by) ?? new Uint8Array(32)),
    );
    await this.publish("people/resolution", writeResolution(proposal, votes));
  }

  /** New rules, named by the committee without having been put to the vote. */
  async impose(kind: "policy" | "calendar", text: string): Promise<void> {
    this[kind] = text;
    await this.publish(kind, text);
    await this.amend({ [kind]: sum(text) });
  }

  /** New rules: resolved upon first, then named by the committee. */
  async rule(kind: "policy" | "calendar", text: string): Promise<void> {
    await this.resolve(kind, text);
    await this.impose(kind, text);
  }

  /** Says that it was put back from a copy with so many statements; into the record it comes with `publish`. */
  sayPutBack(more: Partial<PutBack> = {}): string {
    const [of, at] = [-7_200_000, 0].map((ago) => new Date(Date.now() + ago).toISOString()) as [string, string];
    const counts = { kept: this.size, statements: this.statements.length, times: this.putBack.length + 1 };
    const said = { origin: this.origin, date: at.slice(0, 10), of, at, ...counts, ...more };
    const note = writePutBack(said, this.signer);
    this.putBack = [note, ...this.putBack];
    return note;
  }

  /** Holds what another held when it had so many entries. */
  async copy(other: House, size: number): Promise<void> {
    await this.append(...other.leaves.slice(0, size));
    for (const text of other.texts.filter(({ index }) => index < size)) this.texts.push(text);
    for (const [path, text] of other.files) this.files.set(path, text);
    [this.statements, this.roster, this.slot] = [other.statements, other.roster, other.slot];
  }

  /** Follows a log that was lost: names it as it is said to have ended, and has everything else anew. */
  async follow(lost: House, checkpoint: string, kept = lost.size, signed = true): Promise<this> {
    await this.publish("succession", JSON.stringify({ origin: lost.origin, checkpoint, kept }));
    for (const [path, text] of lost.files) this.files.set(path, text);
    await this.publish("policy", (this.policy = lost.policy));
    await this.publish("calendar", (this.calendar = lost.calendar));
    this.roster = lost.roster;
    await this.state(lost.statements);
    await this.release("1.0.0");
    for (const note of (this.putBack = lost.putBack)) await this.publish("put-back", note);
    if (signed) await this.amend({ log: this.vkey });
    await this.seal(30);
    return this;
  }

  async release(version: string): Promise<void> {
    const files = [...this.files].map(([path, text]) => [path, `sha384-${platformHash("sha384", text, "base64")}`]);
    await this.publish(
      "release",
      JSON.stringify({ niuniu: "release v1", version, files: Object.fromEntries(files) as object }),
    );
  }

  checkpoint(): string {
    const root = this.#log?.root() ?? new Uint8Array(32);
    return signNote(writeCheckpoint({ origin: this.origin, size: this.size, root, extensions: [] }), [this.signer]);
  }

  cosigned(): string {
    const note = this.checkpoint();
    return addCosignatures(note, this.cosign(note));
  }

  async #proof(index: number, extra: Uint8Array): Promise<string> {
    const hashes = await proveInclusion((...place) => this.#store.tile(...place), index, this.size, hash);
    return writeTlogProof({ extra, index, hashes, checkpoint: this.cosigned() });
  }

  async #head(): Promise<object> {
    const last = this.leaves.findLastIndex(({ kind }) => kind === "slot");
    const leaf = this.leaves[last];
    const statement = this.texts.findLast(({ text }) => text?.includes('"kind":"roster"') === true);
    const salt = Buffer.from(statement?.salt ?? "", "base64");
    return {
      log: this.vkey,
      last: await this.#proof(
        last,
        writeOpening({ kind: "leaf", leaf: leaf === undefined ? new Uint8Array(0) : writeLeaf(leaf) }),
      ),
      roster:
        statement === undefined ? null : await this.#proof(statement.index, writeOpening({ kind: "public", salt })),
      ...(this.putBack.length === 0 ? {} : { putBack: this.putBack.map((note) => ({ note, proof: null })) }),
    };
  }

  async #tile(path: string): Promise<Uint8Array | null> {
    const { level, n, width } = readTilePath(path);
    return level === "entries" ? this.#store.entries(n, width) : this.#store.tile(level, n, width);
  }

  #page(after: number): object {
    const rest = this.texts.filter(({ index }) => index > after);
    return { entries: rest.slice(0, 100), more: rest.length > 100 };
  }

  async #truth(path: string): Promise<Uint8Array | null> {
    const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
    if (path === "/record/head") return json(await this.#head());
    if (path === "/record/checkpoint") return Buffer.from(this.cosigned());
    if (path.startsWith("/record/tile/")) return this.#tile(path.slice("/record/".length)).catch(() => null);
    if (path.startsWith("/record/entries/")) return json(this.#page(Number(path.slice("/record/entries/".length))));
    const { statements, policy, calendar } = this;
    if (path === "/people/roster") return json({ statements, policy, calendar, now: 0 });
    if (path === "/cases/figures") return Buffer.from(this.figures);
    const file = this.files.get(path);
    return file === undefined ? null : Buffer.from(file);
  }

  async open(port = 0): Promise<string> {
    const server = createServer((request, response) => {
      const path = request.url ?? "";
      const answer = async (): Promise<void> => {
        const truth = await this.#truth(path);
        const shown = this.twist(path, truth);
        const bytes = shown === undefined ? truth : shown;
        response.writeHead(bytes === null ? 404 : 200, { "content-length": bytes?.length ?? 0 });
        response.end(bytes ?? "");
      };
      answer().catch(() => response.destroy());
    });
    this.#server = server;
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const bound = server.address();
    return `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => (this.#server === null ? resolve(null) : this.#server.close(resolve)));
  }
}
