import { listen, replay } from "./kind.ts";
import { describe, expect, it } from "vitest";
import vectors from "../../../spec/vectors/cases-v1.json" with { type: "json" };
import { parseEntry } from "./parse.ts";
import { parseCalendar, parsePolicy } from "./policy.ts";
import { policyText } from "./testing/policy-text.ts";

const policy = parsePolicy(vectors.policy);
const calendar = parseCalendar(vectors.calendar);
const people = vectors.people as readonly {
  readonly id: string;
  readonly side: "employees" | "employer" | "outside";
}[];
const witnessOf = ({ claimed, now }: (typeof vectors.chains)[number]) => {
  return { policy, calendar, membersAt: () => people, awayOn: () => true, struck: [], claimed, now };
};

describe("cases that began before the rules had a second version", () => {
  it.each(vectors.chains)("$say: no difference", (chain) => {
    const entries = chain.entries.map(parseEntry);
    expect(listen(entries, witnessOf(chain))).toEqual([]);
    expect(replay(entries, witnessOf(chain)).state?.entries).toBe(entries.length);
  });

  it("the same chains under the second version would be accusations", () => {
    const told = vectors.chains.map((chain) => {
      const under = { ...witnessOf(chain), policy: { ...policy, version: 2 as const } };
      return listen(chain.entries.map(parseEntry), under).length > 0;
    });
    expect(told.filter((one) => one).length).toBeGreaterThan(2);
  });

  it("the text of their policy is read and written byte for byte", () => {
    expect(policyText(policy)).toBe(`${JSON.stringify(vectors.policy)}\n`);
    expect(policy.version).toBe(1);
  });
});
