import { toUtf8 } from "@niuniu/note";
import { RecordError } from "@niuniu/record";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { describe, expect, test } from "vitest";
import { smallLog, smallWitness } from "../testing.ts";
import { readRecord } from "./view.ts";
import { witnessedBy } from "./witnessed.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const { notes, roster } = sampleRoster(countedRandom("view"), NOW);
const [note = ""] = notes;
const union = smallWitness("union.example");

/** A record in which the sample committee's statement stands, and how it is read. */
async function published(label = "log") {
  const log = await smallLog(label);
  const statement = await log.publish(roster.newest.date, note);
  const last = await log.seal(NOW - 60_000);
  const newest = { ...roster.newest, log: log.log.vkey, witnesses: [union.text] };
  return { log, statement, last, newest: { statement: newest, note } };
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof RecordError) return error.code;
    throw error;
  }
  return "taken";
}

describe("the public record behind the committee", () => {
  test("is taken when the newest statement stands in it; who witnessed it is told", async () => {
    const { log, statement, last, newest } = await published();
    const head = await log.head(last, statement, log.checkpoint([union], NOW - 240_000));
    const view = readRecord(head, newest, NOW);
    expect(view).toMatchObject({ named: true, stale: false, size: 2, until: NOW - 50_000 });
    expect(witnessedBy(view.checkpoint, view.witnesses)).toEqual([{ name: "union.example", time: NOW - 240_000 }]);
  });

  test("a statement that names no log leaves the key to be taken at first sight, which is said", async () => {
    const { log, statement, last } = await published();
    const view = readRecord(await log.head(last, statement), { statement: roster.newest, note }, NOW);
    expect(view).toMatchObject({ named: false, witnesses: [] });
  });

  test("a key swapped for one reporter is found, for it is not the one the committee signed", async () => {
    const { newest } = await published();
    const { log, statement, last } = await published("another key");
    const head = await log.head(last, statement);
    expect(codeOf(() => readRecord(head, newest, NOW))).toBe("record/wrong-origin");
    expect(codeOf(() => readRecord({ ...head, log: newest.statement.log }, newest, NOW))).toBe("record/unsigned");
  });

  test("a committee that is not in the record is not taken: none, another one, or one for a single reader", async () => {
    const { log, statement, last, newest } = await published();
    expect(codeOf(() => readRecord({ log: log.log.vkey, last: "", roster: null }, newest, NOW))).toBe(
      "record/malformed",
    );
    const bare = await log.head(last, null);
    expect(codeOf(() => readRecord(bare, newest, NOW))).toBe("record/not-this-event");
    const head = await log.head(last, statement);
    const ghost = { ...newest, note: note.replace("Wen Jing", "Wen Jinq") };
    expect(codeOf(() => readRecord(head, ghost, NOW))).toBe("record/not-this-event");
    const fork = await published();
    await fork.log.seal(NOW);
    const two = { ...head, roster: (await fork.log.head(fork.last, fork.statement)).roster };
    expect(codeOf(() => readRecord(two, newest, NOW))).toBe("record/inclusion");
  });

  test("an old head is called old, and one from the future too; writing goes on", async () => {
    const { log, statement, last, newest } = await published();
    const head = await log.head(last, statement);
    const staleAt = (now: number) => readRecord(head, newest, now).stale;
    expect(staleAt(NOW + 5 * 60_000)).toBe(false);
    expect(staleAt(NOW + 8 * 60_000)).toBe(true);
    expect(staleAt(NOW - 12 * 60_000)).toBe(true);
  });

  test("a forged line of a witness is refused; a witness the committee misspelt is passed over", async () => {
    const { log, statement, last, newest } = await published();
    const old = log.checkpoint([union], NOW);
    await log.seal(NOW);
    const line = old.split("\n").find((one) => one.startsWith("— union.example")) ?? "";
    const head = await log.head(last, statement, `${log.checkpoint()}${line}\n`);
    const { checkpoint, witnesses } = readRecord(head, newest, NOW);
    expect(codeOf(() => witnessedBy(checkpoint, witnesses))).toBe("record/bad-cosignature");
    expect(witnessedBy(checkpoint, ["union"])).toEqual([]);
  });

  test("a public text that is no slot cannot stand for the newest slot", async () => {
    const { log, statement, newest } = await published();
    const head = await log.head(statement, statement);
    expect(codeOf(() => readRecord(head, newest, NOW))).toBe("record/not-this-event");
    expect(toUtf8(head.last).length).toBeLessThan(2_000);
  });
});
