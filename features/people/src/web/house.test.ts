import { describe, expect, it } from "vitest";
import { aheadOf, rememberChain } from "./house.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 2, 2, 12);

describe("the server's clock, of which only the hour is told", () => {
  it("changes nothing for a device that is right", () => {
    for (const minutes of [0, 1, 30, 59.99]) expect(aheadOf(NOON, NOON + minutes * 60_000)).toBe(0);
  });

  it("leads a wrong device back into that hour, and no further", () => {
    expect(aheadOf(NOON, NOON - 5 * HOUR)).toBe(5 * HOUR);
    const late = NOON + 3 * HOUR;
    expect(late + aheadOf(NOON, late)).toBe(NOON + HOUR - 1);
  });
});

describe("the committee this browser saw before", () => {
  it("may grow by statements, and by nothing else", () => {
    const kept = new Map<string, string>();
    const shelf = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(rememberChain(shelf, ["a1", "b2"])).toBeNull();
    expect(rememberChain(shelf, ["a1"])).toBe("cut");
    expect(rememberChain(shelf, ["a1", "f0", "c3"])).toBe("cut");
    expect(rememberChain(shelf, ["f0", "b2"])).toBe("replaced");
    expect(rememberChain(shelf, ["a1", "b2", "c3"])).toBeNull();
    expect(rememberChain(shelf, ["a1", "b2"])).toBe("cut");
    // What an older page left: statement 1 alone.
    kept.set("niuniu.desk.first-statement", "a1");
    expect(rememberChain(shelf, ["a1", "b2"])).toBeNull();
  });

  it("is remembered without forgetting what the desk saw of the public record", () => {
    const milestone = "line.example.org/record 7 pvdbuTDQ EfULNrqb";
    let kept = `a1 1 a1 ${milestone}`;
    const shelf = { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
    expect(rememberChain(shelf, ["a1", "b2"])).toBeNull();
    expect(kept).toBe(`a1 2 b2 ${milestone}`);
  });

  it("is compared with the statements the public page saw here, of whose record the desk takes nothing", () => {
    const visited = "a1 2 b2 line.example.org/record 7 pvdbuTDQ EfULNrqb";
    const kept = new Map([["niuniu.first-statement", visited]]);
    const shelf = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(rememberChain(shelf, ["a1"])).toBe("cut");
    expect(rememberChain(shelf, ["f0", "b2"])).toBe("replaced");
    expect(rememberChain(shelf, ["a1", "b2"])).toBeNull();
    expect(kept.get("niuniu.desk.first-statement")).toBe("a1 2 b2");
    expect(kept.get("niuniu.first-statement")).toBe(visited);
  });
});
