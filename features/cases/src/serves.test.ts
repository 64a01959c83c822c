import type { Person } from "@niuniu/matter";
import type { Duty } from "@niuniu/roster";
import { describe, expect, it } from "vitest";
import { ladderOf } from "./ladder.ts";
import { roles } from "./policy.ts";
import { Life, people } from "./testing/life.ts";

/** The committee of which these serve what is said, and all others what every member did before. */
const serving = (said: Readonly<Partial<Record<string, readonly Duty[]>>>): readonly Person[] =>
  people.map((person) => {
    const serves = said[person.id];
    return serves === undefined ? person : { ...person, serves };
  });

function lifeOf(active: readonly Person[]): Life {
  const life = new Life();
  life.context = { ...life.context, active };
  life.report();
  return life;
}

describe("who serves what, by the statement", () => {
  it("orders a ladder and takes nobody off it", () => {
    const active = serving({
      "chen-lan": ["intake"],
      "wu-hao": ["investigation"],
      "outside-lin": ["decision", "review"],
    });
    const { must, context } = lifeOf(active);
    const plain = lifeOf(people);
    for (const role of roles) {
      const ladder = ladderOf(must, role, context);
      expect(ladder.toSorted()).toEqual(ladderOf(plain.must, role, plain.context).toSorted());
      const serves = ladder.map((id) => {
        const person = active.find((one) => one.id === id);
        return person?.serves === undefined || person.serves.includes(role);
      });
      expect(serves).toEqual(serves.toSorted((one, other) => Number(other) - Number(one)));
    }
  });

  it("sends each part of a case to somebody who serves it: who investigates does not decide", () => {
    const life = lifeOf(
      serving({
        "chen-lan": ["intake"],
        "wu-hao": ["investigation"],
        "li-na": ["care"],
        "zhou-qiming": ["care"],
        "outside-lin": ["decision", "review"],
      }),
    );
    expect(life.owner).toBe("chen-lan");
    life.act({ by: life.owner, kind: "stage", to: "assessed" });
    expect(life.owner).toBe("wu-hao");
    life.act({ by: life.owner, kind: "stage", to: "investigated" });
    expect(life.owner).toBe("outside-lin");
  });

  it("leaves a duty that nobody serves, or whose people stay silent, to all others", () => {
    const nobody = serving(Object.fromEntries(people.map(({ id }) => [id, ["care"] as const])));
    expect(lifeOf(nobody).owner).not.toBe("");
    const life = lifeOf(serving({ ...Object.fromEntries(people.map(({ id }) => [id, []])), "li-na": ["intake"] }));
    expect(life.owner).toBe("li-na");
    const owners = new Set([life.owner]);
    for (let times = 1; times < people.length; times++) {
      life.miss();
      owners.add(life.owner);
    }
    expect(owners.size).toBe(people.length);
  });

  it("changes nothing where the statement says nothing of it", () => {
    const all = serving(Object.fromEntries(people.map(({ id }) => [id, [...roles]])));
    for (const role of roles) {
      const [said, unsaid] = [lifeOf(all), lifeOf(people)];
      expect(ladderOf(said.must, role, said.context)).toEqual(ladderOf(unsaid.must, role, unsaid.context));
    }
  });
});
