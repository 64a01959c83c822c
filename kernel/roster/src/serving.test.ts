import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DUTIES, type Duty } from "./duties.ts";
import { coinciding, HANDLING, isServing, serving } from "./serving.ts";

const person = (id: string, ...serves: readonly Duty[]) => ({ id, serves });
const ids = (people: readonly { readonly id: string }[]) => people.map(({ id }) => id);
const somebody = fc.record({ id: fc.string(), serves: fc.option(fc.subarray([...DUTIES]), { nil: undefined }) });

describe("who serves a duty", () => {
  test("comes first, in the order given, and nobody is left out", () => {
    const people = [person("a", "decision"), person("b", "intake"), person("c"), person("d", "intake", "decision")];
    expect(ids(serving(people, "intake"))).toEqual(["b", "d", "a", "c"]);
    expect(ids(serving(people, "review"))).toEqual(["a", "b", "c", "d"]);
  });

  test("whatever a statement says, a ladder is never shorter for it", () => {
    fc.assert(
      fc.property(fc.array(somebody), fc.constantFrom(...DUTIES), (people, duty) => {
        const asked = serving(people, duty);
        expect(new Set(asked)).toEqual(new Set(people));
        expect(asked).toHaveLength(people.length);
        // Nobody who does not serve it stands before somebody who does.
        const last = asked.findLastIndex((one) => isServing(one, duty));
        expect(asked.slice(0, last + 1).every((one) => isServing(one, duty))).toBe(true);
      }),
    );
  });

  test("in the first version of statements everybody handles reports, in the order it always was", () => {
    const people = ["a", "b"].map((id) => ({ id, serves: undefined }));
    for (const duty of HANDLING) expect(serving(people, duty)).toEqual(people);
    expect(isServing({}, "care")).toBe(false);
  });
});

test("who decides what they have investigated is named, and so is who reviews what they have decided", () => {
  const apart = [person("a", "investigation"), person("b", "decision"), person("c", "review")];
  expect(coinciding(apart)).toEqual([]);
  const both = person("d", "investigation", "decision");
  expect(coinciding([...apart, both])).toEqual([{ duties: ["investigation", "decision"], people: [both] }]);
  expect(coinciding([{ serves: undefined }]).map(({ duties }) => duties.join())).toEqual([
    "investigation,decision",
    "investigation,review",
    "decision,review",
  ]);
});
