import { proposalHash, signVote, writeResolution, type Proposal, type Vote } from "@niuniu/committee";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { House } from "../testing/house.ts";
import { not } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;

beforeEach(async () => {
  house = await lookout.open();
});
afterEach(() => lookout.close());

const proposal = (): Proposal => ({
  statement: house.roster?.roster.hashes[0] ?? "",
  date: new Date().toISOString().slice(0, 10),
  kind: "policy",
  text: "a".repeat(64),
});
const vote = (by: string, says: Vote["says"], reason = "", key = by): string =>
  signVote(
    { resolution: proposalHash(proposal()), by, says, reason },
    house.roster?.seeds.get(key) ?? new Uint8Array(32),
  );
const publish = (...votes: readonly string[]): Promise<number> =>
  house.publish("people/resolution", writeResolution(proposal(), votes));
const holds = async (): Promise<readonly string[]> =>
  (await look()).findings.filter(({ state }) => state === "holds").map(({ sentence }) => sentence.key);

describe("what the committee has resolved", () => {
  test("is checked vote by vote, and counted once however often it was published", async () => {
    expect(await holds()).not.toContain("holds.resolutions");
    await publish(vote("jian-su", "for"), vote("wen-jing", "for"));
    await publish(vote("jian-su", "for"), vote("luo-yan", "against", "Too slow."), vote("wen-jing", "for"));
    const { findings, verdict } = await look();
    expect(verdict).toBe("fine");
    expect(findings.find(({ sentence }) => sentence.key === "holds.resolutions")?.sentence.values).toEqual({
      count: 1,
    });
  });

  test("is none where the employees' side or a quorum is not for it", async () => {
    await publish(vote("jian-su", "for"), vote("tao-rui", "for"));
    expect(not(await look())).toContain("lie.resolution");
  });

  test("is none where the host voted in a member's name", async () => {
    await publish(vote("jian-su", "for"), vote("wen-jing", "for", "", "nobody"));
    expect(not(await look())).toContain("lie.resolution");
  });

  test("is a lie where a member's word is another in a second entry", async () => {
    const two = [vote("jian-su", "for"), vote("wen-jing", "for")] as const;
    await publish(two[0], vote("luo-yan", "aside"), two[1]);
    await publish(two[0], vote("luo-yan", "against", "Too slow."), two[1]);
    expect(not(await look())).toContain("lie.resolution");
  });
});
