import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/chain.json" with { type: "json" };
import { chain, commit, GENESIS, verifyChain, type ChainEntry } from "./chain.ts";
import { codeOf } from "./testing/refusals.ts";

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const hex = (value: Uint8Array) => Buffer.from(value).toString("hex");
const read = ({ salt, event }: { salt: string; event: string }): ChainEntry => ({ salt: bytes(salt), event });

const entry = fc.record({
  salt: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  event: fc.string({ unit: "grapheme" }),
});
const entries = fc.array(entry, { minLength: 1, maxLength: 6 });
const headOf = (list: readonly ChainEntry[]) => chain(list).at(-1) ?? GENESIS;

describe("the chain of a case", () => {
  test.each(vectors.valid)("leads to its head: $title", ({ entries, head }) => {
    expect(verifyChain(entries.map(read), bytes(head)).map(hex)).toEqual(entries.map(({ commitment }) => commitment));
  });

  test.each(vectors.invalid)("is refused: $title", ({ entries, head, code }) => {
    expect(codeOf(() => verifyChain(entries.map(read), bytes(head)))).toBe(code);
  });

  test("is the hash of salt, event and what came before, and nothing else", () => {
    fc.assert(
      fc.property(entry, fc.uint8Array({ minLength: 32, maxLength: 32 }), ({ salt, event }, previous) => {
        const expected = createHash("sha256").update(salt).update(event, "utf8").update(previous).digest("hex");
        expect(hex(commit(salt, event, previous))).toBe(expected);
      }),
    );
  });

  test("no event can be altered, dropped, doubled or moved without being noticed", () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), fc.string({ minLength: 1 }), (list, where, other, more) => {
        const head = headOf(list);
        const at = where % list.length;
        const to = other % list.length;
        const { salt, event } = list[at] ?? { salt: GENESIS, event: "" };
        const flipped = salt.slice();
        flipped[other % 32] = (flipped[other % 32] ?? 0) ^ 1;
        const wrong = [
          list.with(at, { salt, event: event + more }),
          list.with(at, { salt: flipped, event }),
          list.toSpliced(at, 1),
          list.toSpliced(at, 0, { salt, event }),
        ];
        if (at !== to && hex(list[to]?.salt ?? GENESIS) !== hex(salt)) {
          wrong.push(list.toSpliced(at, 1).toSpliced(to, 0, { salt, event }));
        }
        for (const story of wrong) expect(codeOf(() => verifyChain(story, head))).toBe("record/chain-mismatch");
        expect(codeOf(() => verifyChain(list, head))).toBe("accepted");
      }),
    );
  });

  test("an act that was signed on another story is noticed, though the server can compute a head for any", () => {
    const salt = (value: number) => new Uint8Array(32).fill(value);
    const said = { salt: salt(1), event: '{"niuniu":"event v1","kind":"owed"}\n' };
    const other = { salt: salt(1), event: '{"niuniu":"event v1","kind":"missed"}\n' };
    const act = (previous: string) => {
      return {
        salt: salt(2),
        event: `{"niuniu":"act v1","previous":"${previous}","kind":"answer"}\n\n— wen-jing AAAA\n`,
      };
    };
    const answer = act(hex(headOf([said])));
    expect(codeOf(() => verifyChain([said, answer], headOf([said, answer])))).toBe("accepted");
    expect(codeOf(() => verifyChain([other, answer], headOf([other, answer])))).toBe("record/chain-mismatch");
    const first = act("0".repeat(64));
    expect(codeOf(() => verifyChain([first], headOf([first])))).toBe("accepted");
    expect(codeOf(() => verifyChain([said, first], headOf([said, first])))).toBe("record/chain-mismatch");
    const bare = { salt: salt(3), event: '{"niuniu":"act v1"}\n' };
    expect(codeOf(() => verifyChain([bare], headOf([bare])))).toBe("record/chain-mismatch");
  });

  test("whoever lacks the salt cannot tell one event from another", () => {
    const one = commit(new Uint8Array(32).fill(1), "outcome\n", GENESIS);
    const same = commit(new Uint8Array(32).fill(2), "outcome\n", GENESIS);
    expect(hex(one)).not.toBe(hex(same));
  });

  test("a salt, a head or a text of the wrong shape is refused, not a crash", () => {
    expect(codeOf(() => commit(new Uint8Array(31), "", GENESIS))).toBe("record/malformed");
    expect(codeOf(() => commit(GENESIS, "", new Uint8Array(33)))).toBe("record/malformed");
    expect(codeOf(() => commit(GENESIS, "\ud800", GENESIS))).toBe("record/malformed");
  });
});
