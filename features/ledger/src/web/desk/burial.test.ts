import { publicKey } from "@niuniu/note";
import { openTombstone, writePublic, type PublicEntry } from "@niuniu/record";
import { countedRandom } from "@niuniu/roster/testing";
import { describe, expect, it } from "vitest";
import { readEntry } from "../entries/shown.ts";
import { buriableIn, tombstoneFor } from "./burial.ts";

const entry = (index: number, kind: PublicEntry["kind"], body: string) =>
  readEntry({ index, salt: "", text: writePublic({ kind, date: "2026-03-02", body }), tombstone: null });

describe("taking a text away", () => {
  it("is signed by the member, for this record, this place and today", () => {
    const member = { id: "wen-jing", seed: countedRandom("wen-jing")(32) };
    const given = {
      origin: "line.example.org/record",
      index: 7,
      ground: " A court \n",
      now: Date.UTC(2026, 2, 1, 23),
      zone: "+08:00",
    };
    const note = tombstoneFor(given, member);
    expect(openTombstone(note, () => [{ name: member.id, key: publicKey(member.seed) }])).toEqual({
      ...{ origin: given.origin, index: 7, ground: "A court", by: member.id, date: "2026-03-02" },
    });
  });

  it("offers what is still there of a kind, newest first", () => {
    const gone = readEntry({ index: 3, salt: "", text: null, tombstone: null });
    const read = [entry(1, "policy", "{}"), entry(2, "calendar", "{}"), gone, entry(4, "policy", "{}")];
    expect(buriableIn(read, "policy").map((one) => one.entry.index)).toEqual([4, 1]);
    expect(buriableIn(read, "release")).toEqual([]);
  });
});
