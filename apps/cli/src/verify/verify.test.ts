import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { signNote } from "@niuniu/note";
import { writeCheckpoint, type Leaf } from "@niuniu/record";
import { countersign, propose, selfSign } from "@niuniu/roster";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hostSource } from "../source.ts";
import { House } from "../testing/house.ts";
import { bury, DAY, not, takeAway, unionSigns, watched, WITNESSES } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";
import type { Outcome } from "./task.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;

beforeEach(async () => {
  house = await lookout.open();
});
afterEach(() => lookout.close());

/** Looks until the host shows something false, and checks that the evidence is there, in words. */
async function lieFound(...keys: readonly string[]): Promise<Outcome> {
  const outcome = await look();
  expect(not(outcome)).toEqual(expect.arrayContaining([...keys]));
  expect(outcome.verdict).toBe("lied");
  const readme = await readFile(join(outcome.evidence ?? "", "README.txt"), "utf8");
  expect(readme).toContain("Keep this folder");
  return outcome;
}

/** Changes the JSON shown at a path. */
function show(path: string, change: (value: Record<string, unknown>) => unknown): void {
  house.twist = (asked, truth) => {
    if (asked !== path || truth === null) return undefined;
    return Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(truth).toString()) as Record<string, unknown>)));
  };
}

describe("an honest host", () => {
  test("is found to be in order, and what it adds later is all that is read again", async () => {
    const first = await look();
    expect([first.verdict, not(first)]).toEqual(["fine", []]);
    expect(first.read).toBe(house.size);
    await house.seal(2);
    const second = await look();
    expect([second.verdict, second.read]).toEqual(["fine", 2]);
    expect((await look()).read).toBe(0);
  });

  test("is found to be in order across tiles, in whatever steps it is looked at", async () => {
    const long = watched(new House("line.example.org/record", Date.now() - 6_000 * 10_000));
    house = await lookout.face(await long.found(WITNESSES));
    for (const count of [200, 57, 250, 1, 256, 512, 700]) {
      await house.seal(count);
      const outcome = await look();
      // So many slots may lead past midnight, and this house seals no days.
      expect(not(outcome).filter((key) => !["missing.fresh", "missing.day"].includes(key))).toEqual([]);
    }
    const all = await look({ full: true });
    expect(not(all).filter((key) => key !== "missing.day")).toEqual(["missing.fresh"]);
    expect(all.read).toBe(house.size);
  });

  test("may publish what a newer feature has to say: its texts are checked like any other", async () => {
    const index = await house.publish("learning/course", "How to listen.\n");
    await house.seal();
    expect(not(await look())).toEqual([]);
    const shown = house.texts.find((text) => text.index === index);
    if (shown !== undefined) shown.text = (shown.text ?? "").replace("listen", "look away");
    expect(not(await look({ full: true }))).toContain("lie.text");
  });

  test("may bury a text by a member's signed word", async () => {
    const index = await house.publish("figures", house.figures);
    await house.seal();
    await bury(house, index);
    expect(not(await look())).toEqual([]);
    house.texts.pop();
    house.texts.push({ ...house.texts[0]!, index: house.size - 1 });
    expect(not(await look({ full: true }))).toContain("lie.text");
  });

  test("may have taken a text away a moment ago: whoever comes now hears that its note is on the way", async () => {
    const index = await house.publish("figures", house.figures);
    await house.seal();
    const note = takeAway(house, index);
    expect(not(await look())).toEqual(["missing.tombstone"]);
    const shown = house.texts.find((text) => text.index === index);
    if (shown !== undefined) shown.tombstone = note.replace("A court order", "A court's order");
    expect(not(await look({ full: true }))).toContain("lie.tombstone");
    takeAway(house, index);
    expect(not(await look({ now: Date.now() + 3 * DAY }))).toContain("lie.tombstone-unpublished");
    await house.publish("tombstone", takeAway(house, index));
    expect(not(await look())).toEqual([]);
  });

  test("that was away says so, and its gap is no lie", async () => {
    const from = house.slot;
    house.slot += 3;
    await house.seal();
    expect((await look()).verdict).toBe("incomplete");
    await house.publish("downtime", `{"from":${from},"to":${from + 2}}`);
    expect(not(await look())).toEqual([]);
    await house.publish("downtime", `{"from":${from + 4},"to":${from + 5}}`);
    await look();
    house.slot += 2;
    await house.seal();
    expect(not(await look())).toEqual([]);
  });

  test("whose record is a sample's is no liar, and nobody is left to believe that it is a line", async () => {
    const from = house.slot;
    house.slot += 3;
    await house.publish("downtime", `{"from":${from},"to":${from + 2},"played":true}`);
    await house.seal();
    expect(not(await look())).toEqual(["missing.played"]);
    // It stays said, however far one has read since.
    await house.seal();
    expect(not(await look())).toEqual(["missing.played"]);
  });

  test("whose line is not open yet is no liar either, unless its record says that it is", async () => {
    const statements = house.statements;
    house.statements = [];
    expect(not(await look())).toContain("lie.roster-hidden");
    house.statements = statements;
    house = await lookout.face(new House());
    await house.seal(39);
    const outcome = await look();
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.founded", "missing.release"]]);
  });

  test("that has no witness is in order, but not fully", async () => {
    house.cosign = () => [];
    const outcome = await look();
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.witnessed"]]);
  });

  test("is not witnessed by a signature from the future", async () => {
    house.cosign = (note) => [unionSigns(note, 11 * 60)];
    expect(not(await look())).toEqual(["missing.witnessed"]);
    house.cosign = (note) => [unionSigns(note, 9 * 60)];
    expect(not(await look())).toEqual([]);
  });

  test("that cannot be reached is not called a liar", async () => {
    await house.close();
    const outcome = await look();
    expect([outcome.verdict, outcome.evidence]).toEqual(["unchecked", null]);
  });
});

describe("a lying host is caught, and the evidence saved, when", () => {
  test("it shows a fork: another record of the same size", async () => {
    await look();
    const other = await new House().found(WITNESSES);
    await other.seal(29);
    const leaf: Leaf = { kind: "slot", slot: other.slot, root: new Uint8Array(32) };
    await other.append(leaf);
    await lookout.face(other);
    const outcome = await lieFound("lie.fork");
    // Founded a second later, its first statement is another one too: then there are two lies, and files have numbers.
    const files = (await readdir(outcome.evidence ?? "")).map((name) => name.replace(/^\d-/, ""));
    expect(files).toEqual(expect.arrayContaining(["checkpoint-before.txt", "checkpoint-now.txt"]));
  });

  test("it shows a fork that has grown since", async () => {
    await look();
    const other = await new House().found(WITNESSES);
    await other.append({ kind: "slot", slot: other.slot++, root: new Uint8Array(32) });
    await other.seal(35);
    await lookout.face(other);
    await lieFound("lie.fork-since");
  });

  test("it takes the record back", async () => {
    const before = Buffer.from(house.checkpoint());
    await house.seal();
    await look();
    house.twist = (path) => (path === "/record/checkpoint" ? before : undefined);
    await lieFound("lie.rollback");
  });

  test("it swaps the key of the record", async () => {
    await look();
    const other = await new House("line.example.org/record", Date.now(), "other").found(WITNESSES);
    await other.seal(40);
    await lookout.face(other);
    await lieFound("lie.log-key");
  });

  test("it shows a checkpoint it did not sign", async () => {
    const text = writeCheckpoint({ origin: house.origin, size: house.size, root: new Uint8Array(32), extensions: [] });
    const forged = Buffer.from(signNote(text, [{ name: house.origin, seed: new Uint8Array(32).fill(1) }]));
    house.twist = (path) => (path === "/record/checkpoint" ? forged : undefined);
    await lieFound("lie.checkpoint");
  });

  test("it alters a tile", async () => {
    house.twist = (path, truth) => {
      if (!path.startsWith("/record/tile/0/") || truth === null) return undefined;
      const altered = Uint8Array.from(truth);
      altered[5] = (altered[5] ?? 0) ^ 1;
      return altered;
    };
    await lieFound("lie.entries");
  });

  test("it dates an entry back, or leaves ten seconds out", async () => {
    await house.append({ kind: "slot", slot: house.slot - 5, root: new Uint8Array(32) });
    await lieFound("lie.slot-order");
  });

  test("it leaves ten seconds out and never says why", async () => {
    const other = await new House("line.example.org/record", Date.now() - 1_000 * 10_000).found(WITNESSES);
    other.slot += 2;
    await other.seal(900);
    await lookout.face(other);
    await lieFound("lie.slot-missing");
  });

  test("it changes or drops a public text", async () => {
    show("/record/entries/-1", ({ entries, ...page }) => {
      const [first, ...rest] = entries as readonly Record<string, unknown>[];
      return { ...page, entries: [{ ...first, text: String(first?.["text"]).replace("three", "thirty") }, ...rest] };
    });
    await lieFound("lie.text");
    show("/record/entries/-1", ({ entries, ...page }) => ({
      ...page,
      entries: (entries as readonly unknown[]).slice(1),
    }));
    await lieFound("lie.text-missing");
  });

  test("it buries a text without anybody's word", async () => {
    const [first] = house.texts;
    if (first !== undefined) first.text = null;
    await lieFound("lie.text-missing");
  });

  test("it calls a text lost that it would rather not show, and is not taken at its word", async () => {
    const figures = await house.publish("figures", "{}", "2026-03-02");
    const text = house.texts.find(({ index }) => index === figures);
    if (text !== undefined) text.text = null;
    await house.publish("lost", `${JSON.stringify({ from: figures, to: figures, texts: [figures] })}\n`);
    expect(not(await look())).toEqual(["missing.lost"]);
  });

  test("it adds a ghost to the committee", async () => {
    const { roster, seeds } = house.roster!;
    const ghost = { id: "ghost", name: "Ghost", role: "Lawyer", side: "outside" as const, unit: "" };
    const keys = selfSign("ghost", new Uint8Array(1216).fill(7), new Uint8Array(32).fill(7));
    const now = Date.now();
    const day = new Date(now).toISOString().slice(0, 10);
    const members = [...roster.newest.members, { ...ghost, ...keys }];
    const draft = propose(roster, { members, date: day, effective: now, validUntil: "2099-01-01" });
    const note = countersign(roster, draft, { id: "he-ming", seed: seeds.get("he-ming") ?? new Uint8Array(32) });
    await house.state([...house.statements, note]);
    await lieFound("lie.roster-chain");
  });

  test("it shows a statement that is not in the record, or hides one that is", async () => {
    const { roster, seeds } = house.roster!;
    const now = Date.now();
    const day = new Date(now).toISOString().slice(0, 10);
    const sign = (draft: string, id: string): string =>
      countersign(roster, draft, { id, seed: seeds.get(id) ?? new Uint8Array(32) });
    const note = sign(
      sign(propose(roster, { date: day, effective: now, validUntil: "2099-01-01" }), "wen-jing"),
      "jian-su",
    );
    const [first = ""] = house.statements;
    house.statements = [first, note];
    await lieFound("lie.roster-unrecorded");
    house.statements = [first];
    await house.state([first, note]);
    expect(not(await look())).toEqual([]);
    house.statements = [first];
    await lieFound("lie.roster-stale", "lie.roster-hidden");
    house.statements = [];
    await lieFound("lie.roster-stale");
  });

  test("it follows another policy than the committee's", async () => {
    house.policy = '{"answer":"never"}\n';
    await lieFound("lie.policy");
  });

  test("it forges a witness", async () => {
    house.cosign = (note) => {
      const [dash, name, signature = ""] = unionSigns(note).trim().split(" ");
      const bytes = Buffer.from(signature, "base64");
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      return [`${dash} ${name} ${bytes.toString("base64")}\n`];
    };
    await lieFound("lie.witness");
  });

  test("it serves other pages than it published", async () => {
    house.files.set("/assets/first.js", "steal()");
    await lieFound("lie.site");
    house.files.delete("/assets/first.js");
    await lieFound("lie.site-missing");
  });

  test("it publishes a release without the pages people type into, or without what they run", async () => {
    house.files.set("/report", '<!doctype html><script type="module" src="/assets/slipped-in.js"></script>');
    await house.release("1.0.1");
    await lieFound("lie.release-short");
    const map = '{"integrity":{"/assets/slipped-in.js":"sha256-x"}}';
    house.files.set("/report", `<!doctype html><script type="importmap">${map}</script>`);
    await house.release("1.0.2");
    await lieFound("lie.release-short");
    house.files.delete("/report");
    await house.release("1.0.3");
    await lieFound("lie.release-short");
  });

  test("it lets its answers trickle so that no check ever ends", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(drip));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const source = hostSource(new URL(`http://127.0.0.1:${port}`), 200);
    await expect(source.get("/record/checkpoint")).rejects.toMatchObject({ sentence: { key: "network" } });
    source.close();
    server.closeAllConnections();
    server.close();
  });

  test("it improves its figures afterwards", async () => {
    const figures = (missed: number, total: number): string =>
      JSON.stringify({
        missedEver: total,
        months: [
          { month: "2026-01", answered: 9, missed },
          { month: "2026-02", answered: 8, missed: 5 },
        ],
      });
    await house.publish("figures", figures(7, 20), "2026-03-02");
    house.figures = figures(7, 20);
    expect(not(await look())).toEqual([]);
    // What newer servers count besides does not make older counts look polished, nor the newer ones unknown.
    const besides = { setAside90: "1-4", contested90: "none", reopened90: 6 };
    house.figures = JSON.stringify({ ...(JSON.parse(figures(7, 20)) as object), ...besides });
    expect(not(await look())).toEqual([]);
    house.figures = JSON.stringify({ ...(JSON.parse(figures(6, 20)) as object), ...besides });
    await lieFound("lie.figures-month");
    house.figures = figures(6, 20);
    await lieFound("lie.figures-month");
    house.figures = figures(7, 15);
    await lieFound("lie.figures-shrank");
    house.figures = figures(7, 20);
    // Each feature has a section of its own; one that is not known here is left alone.
    const sections = (missed: number): string =>
      JSON.stringify({ learning: { passed: 7 }, cases: JSON.parse(figures(missed, 20)) as object });
    await house.publish("figures", sections(7), "2026-03-03");
    expect(not(await look())).toEqual([]);
    house.figures = figures(6, 20);
    await lieFound("lie.figures-month");
    house.figures = figures(7, 20);
    await house.publish("figures", figures(7, 4), "2026-03-03");
    await lieFound("lie.figures-sum");
  });
});
