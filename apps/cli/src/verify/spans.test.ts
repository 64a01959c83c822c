import fc from "fast-check";
import { expect, test } from "vitest";
import { Spans, type Span } from "./spans.ts";

const spans = fc.tuple(fc.nat(60), fc.nat(12)).map(([from, length]): Span => [from, from + length]);
const acts = fc.array(fc.tuple(fc.constantFrom("add", "take", "forget"), spans), { maxLength: 60 });

const among = (one: number, [from, to]: Span): boolean => from <= one && one <= to;

/** The same by the longest way round: every number by itself. */
function plainly(kept: ReadonlySet<number>, act: string, span: Span): ReadonlySet<number> {
  const all = Array.from({ length: 80 }, (_, one) => one);
  const ends = (one: number): number => all.find((later) => later >= one && !kept.has(later + 1)) ?? one;
  return new Set(
    all.filter((one) => {
      if (act === "add") return kept.has(one) || among(one, span);
      return kept.has(one) && (act === "take" ? !among(one, span) : ends(one) > span[1]);
    }),
  );
}

test("spans hold what numbers kept one by one hold, in order and apart", () => {
  fc.assert(
    fc.property(acts, spans, (list, asked) => {
      const kept = new Spans();
      let plain: ReadonlySet<number> = new Set();
      for (const [act, span] of list) {
        plain = plainly(plain, act, span);
        if (act === "forget") kept.forget(span[1]);
        else if (act === "add") kept.add(span);
        else kept.take(span);
        const held = Array.from({ length: 80 }, (_, one) => one).filter((one) =>
          kept.list.some((of) => among(one, of)),
        );
        expect(held).toEqual([...plain]);
        for (const [at, [from]] of kept.list.entries())
          expect(from).toBeGreaterThan((kept.list[at - 1]?.[1] ?? -2) + 1);
      }
      const outside = kept.outside(asked);
      for (let one = asked[0]; one <= asked[1]; one++) {
        expect(outside.some((of) => among(one, of))).toBe(!plain.has(one));
      }
    }),
  );
});
