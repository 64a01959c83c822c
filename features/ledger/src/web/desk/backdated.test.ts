import { countersign, propose } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { SLOT, writePublic, type PublicEntry } from "@niuniu/record";
import { describe, expect, it } from "vitest";
import { readEntry } from "../entries/shown.ts";
import { backdatedIn } from "./backdated.ts";
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
/** The host was away for these hours before now. */
const absence = (index: number, hours: number) =>
  entryOf(index, "downtime", JSON.stringify({ from: (NOW - hours * HOUR) / SLOT, to: NOW / SLOT - 1 }));

/** A record of these entries whose newest slot ends now, and in which so many leaves follow upon statement 2. */
const found = (
  effective: number,
  leaves: number,
  others: readonly ReturnType<typeof entryOf>[] = [],
  index = 90_000,
) => {
  const read = [entryOf(0, "roster", notes[0] ?? ""), entryOf(index, "roster", statement2(effective)), ...others];
  return backdatedIn(statementsIn(read), read, { size: index + leaves, until: NOW });
};

describe("a statement's date of effect, against when the record first held it", () => {
  it("that lies three days before the record held it is told: no new key has waited", () => {
    expect(found(NOW - 73 * HOUR, 6)).toMatchObject([{ code: "backdated", number: 2, index: 90_000 }]);
  });

  it("is in order where it was signed within the day, and however long ago that was", () => {
    expect(found(NOW, 6)).toEqual([]);
    expect(found(NOW - 23 * HOUR, 6)).toEqual([]);
    expect(found(NOW - 40 * 24 * HOUR, (40 * 24 * HOUR) / SLOT)).toEqual([]);
  });

  it("is in order in a record that stood still while its host was away, and says so", () => {
    const leaves = (20 * HOUR) / SLOT;
    expect(found(NOW - 100 * HOUR, leaves)).toHaveLength(1);
    expect(found(NOW - 100 * HOUR, leaves, [absence(90_001, 80)])).toEqual([]);
  });

  it("says nothing of what stood there when a record began, as after a restore", () => {
    expect(found(NOW - 73 * HOUR, 6, [], 5)).toEqual([]);
  });

  it("says nothing of statement 1, before which there was nothing, nor of what the newest milestone does not hold yet", () => {
    const read = [entryOf(90_000, "roster", notes[0] ?? "")];
    expect(backdatedIn(statementsIn(read), read, { size: 90_006, until: NOW })).toEqual([]);
    expect(found(NOW - 73 * HOUR, 0)).toEqual([]);
  });
});
