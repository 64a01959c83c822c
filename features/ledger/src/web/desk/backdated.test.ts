import { countersign, propose, type Held } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { SLOT, writePublic, type PublicEntry } from "@niuniu/record";
import { describe, expect, it } from "vitest";
import { readEntry } from "../entries/shown.ts";
import { backdatedIn, heldOnce } from "./backdated.ts";
import { statementsIn } from "./names.ts";

const NOW = Date.UTC(2026, 2, 2);
const HOUR = 3_600_000;
const { notes, roster, seeds } = sampleRoster(countedRandom("committee"), NOW - 90 * 24 * HOUR);

/** Statement 2, which says that it took effect then, signed by everybody. */
const statement2 = (effective: number): string => {
  const { date, validUntil } = roster.newest;
  const draft = propose(roster, { date, validUntil, effective });
  return [...seeds].reduce((note, [id, seed]) => countersign(roster, note, { id, seed }), draft);
};
const entryOf = (index: number, kind: PublicEntry["kind"], body: string) =>
  readEntry({ index, salt: "", text: writePublic({ kind, date: "2026-03-02", body }), tombstone: null });

/** A record whose newest slot ends now, in which so many leaves follow upon statement 2; and what is proven of it if asked. */
const found = (effective: number, leaves: number, held: Partial<Held> | null = null, index = 90_000) => {
  const read = [entryOf(0, "roster", notes[0] ?? ""), entryOf(index, "roster", statement2(effective))];
  const proven = held === null ? null : { index, since: NOW, putBack: null, ...held };
  const newest = { size: index + leaves, root: "", until: NOW };
  return backdatedIn(statementsIn(read), newest, () => Promise.resolve(proven));
};

describe("a statement's date of effect, against when the record first held it", () => {
  it("that lies three days before the record held it is told: no new key has waited", async () => {
    expect(await found(NOW - 73 * HOUR, 6)).toMatchObject([{ code: "backdated", number: 2, index: 90_000 }]);
    expect(await found(NOW - 73 * HOUR, 6, {})).toHaveLength(1);
  });

  it("is in order where it was signed within the day, and however long ago that was", async () => {
    expect(await found(NOW, 6)).toEqual([]);
    expect(await found(NOW - 23 * HOUR, 6)).toEqual([]);
    const then = NOW - 40 * 24 * HOUR;
    expect(await found(then, (40 * 24 * HOUR) / SLOT, { since: then })).toEqual([]);
  });

  it("is in order in a record that stood still after it, where the slot below it is proven", async () => {
    const leaves = (20 * HOUR) / SLOT;
    expect(await found(NOW - 100 * HOUR, leaves)).toHaveLength(1);
    expect(await found(NOW - 100 * HOUR, leaves, { since: NOW - 100 * HOUR })).toEqual([]);
    expect(await found(NOW - 100 * HOUR, leaves, { since: NOW - 20 * HOUR })).toHaveLength(1);
    expect(await found(NOW - 30 * HOUR, 6, { putBack: NOW - 31 * HOUR })).toEqual([]);
  });

  it("is told however many texts were put into the record above it", async () => {
    expect(await found(NOW - 80 * HOUR, 100_000, { since: NOW - HOUR })).toHaveLength(1);
    expect(await found(NOW - 80 * HOUR, 100_000, { since: NOW - 79 * HOUR })).toEqual([]);
  });

  it("is not taken for old by its leaves alone where the server does not prove since when it stands there", async () => {
    const leaves = (40 * 24 * HOUR) / SLOT;
    expect(await found(NOW - 80 * HOUR, leaves)).toMatchObject([{ code: "unproven", number: 2, index: 90_000 }]);
    // What cannot have been dated away needs no proof.
    expect(await found(NOW - 20 * HOUR, leaves)).toEqual([]);
  });

  it("says nothing of what stood there when a record began, as after a restore", async () => {
    expect(await found(NOW - 73 * HOUR, 6, null, 5)).toEqual([]);
  });

  it("says nothing of statement 1, before which there was nothing, nor of what the newest milestone does not hold yet", async () => {
    const read = [entryOf(90_000, "roster", notes[0] ?? "")];
    const newest = { size: 90_006, root: "", until: NOW };
    expect(await backdatedIn(statementsIn(read), newest, () => Promise.resolve(null))).toEqual([]);
    expect(await found(NOW - 73 * HOUR, 0)).toEqual([]);
  });

  it("is asked for once", async () => {
    const held = { index: 7, since: NOW, putBack: null };
    const known = new Map<number, Held>();
    expect(await heldOnce(known, () => Promise.resolve(null))(7)).toBeNull();
    expect(await heldOnce(known, () => Promise.resolve(held))(7)).toEqual(held);
    expect(await heldOnce(known, () => Promise.resolve(null))(7)).toEqual(held);
  });
});
