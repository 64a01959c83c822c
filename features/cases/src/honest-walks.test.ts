import fc from "fast-check";
import { expect, it } from "vitest";
import { HOUR, ids, MONDAY, people } from "./testing/life.ts";
import { doings, Walk } from "./testing/walk.ts";

/** Many more of them, for whoever has changed the rules: `npm test -- --long`. */
const LONG = process.env["NIUNIU_LONG"] === "1";

const script = fc.record({
  start: fc.integer({ min: 0, max: 14 * 24 * 60 }),
  size: fc.integer({ min: 2, max: 5 }),
  urgency: fc.constantFrom("ordinary", "crisis"),
  waits: fc.boolean(),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom(...doings),
      who: fc.nat(9),
      what: fc.nat(9),
      off: fc.constantFrom(0, 0, 0, 0, 0, -1, 1),
    }),
    { minLength: 10, maxLength: 60 },
  ),
});

/** What was missed and has not been made up for, by the entries alone: what a reporter said cannot be read makes up for nothing. */
function unmet({ entries }: Walk): boolean {
  const unread = entries.flatMap((one) =>
    one.kind === "unanswered" && one.reason === "unreadable" ? [one.about] : [],
  );
  const given = (kinds: readonly string[], after: number): boolean =>
    entries.some(({ kind, number }) => kinds.includes(kind) && number > after && !unread.includes(number));
  return entries.some(
    (one) =>
      one.kind === "missed" && !given(one.act === "outcome" ? ["outcome"] : ["answer", "stage", "outcome"], one.number),
  );
}

it("whatever people do, an honest server is accused of nothing, no miss vanishes, and no word that cannot be read is a date met", () => {
  fc.assert(
    fc.property(script, ({ start, size, urgency, waits, steps }) => {
      const walk = new Walk(MONDAY + start * 60_000 - 10 * HOUR, people.slice(0, size));
      walk.context = { ...walk.context, unread: waits ? walk.context.policy.waitingAfter : 0 };
      const wraps = [...ids.slice(0, size), "reporter"];
      const wrapHashes = wraps.map((_, at) => at.toString(16).padStart(64, "0"));
      walk.report({ class: urgency, wraps, wrapHashes });
      for (const step of steps) {
        walk.does(step);
        const { obligation, late, met, messages } = walk.must;
        if (obligation !== null && unmet(walk)) expect(late).not.toBeNull();
        const readable = messages.filter(({ kind, unread }) => kind !== "junk" && unread !== true);
        expect(met).toBeLessThanOrEqual(readable.length);
      }
      expect(walk.heard()).toEqual([]);
    }),
    { numRuns: LONG ? 5000 : 400 },
  );
}, 120_000);
