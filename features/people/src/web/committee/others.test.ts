import { verifierOf, writeVerifier } from "@niuniu/note";
import { selfSign } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { describe, expect, it } from "vitest";
import { faultOfHolder, faultOfIssuer, holderIn } from "./others.ts";

const random = countedRandom("others");
const { roster } = sampleRoster(random, Date.UTC(2026, 10, 22));
const { newest } = roster;
const line = (name = "union.example/issuer"): string => writeVerifier(verifierOf({ name, seed: random(32) }));
const holder = (id = "union", name = "Union, legal office") => ({
  id,
  name,
  ...selfSign(id, random(1216), random(32)),
});

describe("keys of others, before a statement names them", () => {
  it("of a second issuer are read as C2SP writes them, and nobody's else", () => {
    const first = line();
    expect(faultOfIssuer(first, newest)).toBeNull();
    expect(faultOfIssuer(first.slice(1), newest)).toBe("people.others.bad-issuer");
    expect(faultOfIssuer("", newest)).toBe("people.others.bad-issuer");
    expect(faultOfIssuer(first, { ...newest, issuers: [first] })).toBe("people.others.known-key");
    const four = Array.from({ length: 4 }, () => line());
    expect(faultOfIssuer(line(), { ...newest, issuers: four })).toBe("people.others.too-many");
  });

  it("of who keeps a part of a recovery sign for themselves, under an id and a key that nobody has here", () => {
    const good = holder();
    const of = (said: object, recovery: NonNullable<typeof newest.recovery> = []) =>
      faultOfHolder(JSON.stringify(said), { ...newest, recovery });
    expect(of(good)).toBeNull();
    expect(holderIn(JSON.stringify(good))).toEqual(good);
    for (const bad of [{ ...good, id: "other" }, { ...good, self: "AAAA" }, { ...good, more: 1 }, { id: "union" }])
      expect(of(bad)).toBe("people.others.bad-holder");
    expect(faultOfHolder("no JSON", newest)).toBe("people.others.bad-holder");
    expect(of({ ...good, name: "Somebody who was there. Twice" })).toBe("people.others.unclear-holder");
    expect([of(good, [good]), of(holder(newest.members[0]?.id))]).toEqual(Array(2).fill("people.others.known-key"));
    expect(
      of(
        good,
        Array.from({ length: 16 }, (_, at) => holder(`h-${at}`)),
      ),
    ).toBe("people.others.too-many");
  });
});
