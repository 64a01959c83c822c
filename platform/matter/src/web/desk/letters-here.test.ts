import { sha256, toHex } from "@niuniu/note";
import { recipientOf, sealEnvelope } from "@niuniu/seal";
import type { Keys } from "@niuniu/seal/open";
import { countedRandom } from "@niuniu/roster/testing";
import { describe, expect, it } from "vitest";
import { lettersUnder } from "./letters-here.ts";

const random = countedRandom("letters here");
const keysOf = (): Keys => ({ identity: random(32), signing: random(32) });
const hashOf = (file: Uint8Array): string => toHex(sha256(file));
const sealedTo = async (seed: Uint8Array, text: string): Promise<Uint8Array> =>
  sealEnvelope([await recipientOf(seed)], { text });
const shut = new Uint8Array(400);

describe("what was opened of a matter at this desk", () => {
  it("is opened with whichever of its seeds does, and with no others", async () => {
    const [keys, seed] = [keysOf(), random(32)];
    const [one, two, three] = await Promise.all([
      sealedTo(seed, "to the case"),
      sealedTo(keys.identity, "to me"),
      sealedTo(random(32), "to others"),
    ]);
    const { open } = lettersUnder(keys, [seed, keys.identity]);
    expect(await open(one, hashOf(one))).toEqual({ header: { text: "to the case" } });
    expect(await open(two, hashOf(two))).toEqual({ header: { text: "to me" } });
    expect(await open(three, hashOf(three))).toBeUndefined();
  });

  it("is not opened again while these keys are at hand, nor known to other keys or under other seeds", async () => {
    const [keys, seed] = [keysOf(), random(32)];
    const file = await sealedTo(seed, "once");
    const hash = hashOf(file);
    await lettersUnder(keys, [seed]).open(file, hash);
    // Under the hash of what was opened nothing has to open any more.
    expect(await lettersUnder(keys, [seed]).open(shut, hash)).toEqual({ header: { text: "once" } });
    expect(await lettersUnder(keysOf(), [seed]).open(shut, hash)).toBeUndefined();
    expect(await lettersUnder(keys, [random(32)]).open(shut, hash)).toBeUndefined();
  });

  it("what did not open is tried again", async () => {
    const [keys, seed] = [keysOf(), random(32)];
    const file = await sealedTo(seed, "at last");
    const hash = hashOf(file);
    expect(await lettersUnder(keys, [seed]).open(shut, hash)).toBeUndefined();
    expect(await lettersUnder(keys, [seed]).open(file, hash)).toEqual({ header: { text: "at last" } });
  });

  it("is forgotten of a matter once four others were looked at, and not of one that was looked at in between", async () => {
    const [keys, seed, kept] = [keysOf(), random(32), random(32)];
    const files = await Promise.all([sealedTo(seed, "first"), sealedTo(kept, "kept")]);
    const [first, second] = files.map(hashOf) as [string, string];
    await lettersUnder(keys, [seed]).open(files[0], first);
    await lettersUnder(keys, [kept]).open(files[1], second);
    for (let other = 0; other < 4; other++) {
      lettersUnder(keys, [random(32)]);
      lettersUnder(keys, [kept]);
    }
    expect(await lettersUnder(keys, [kept]).open(shut, second)).toEqual({ header: { text: "kept" } });
    expect(await lettersUnder(keys, [seed]).open(shut, first)).toBeUndefined();
  });
});
