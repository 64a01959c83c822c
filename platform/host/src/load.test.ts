import { describe, expect, it } from "vitest";
import { loadGauge } from "./load.ts";

const key = new Uint8Array(32).fill(7);

function gauge() {
  let clock = 1_000_000_000_000;
  const load = loadGauge({ now: () => clock, key });
  return { load, pass: (milliseconds: number) => void (clock += milliseconds) };
}

describe("a calm line", () => {
  it("asks nothing of a reporter", () => {
    const { load, pass } = gauge();
    for (let report = 0; report < 100; report++) {
      load.begin()();
      pass(100);
    }
    expect(load.demand().bits).toBe(0);
    const { bits, challenge } = load.demand(16);
    expect([bits, load.bitsOf(challenge)]).toEqual([16, 16]);
  });
});

describe("a flooded line", () => {
  it("asks for more work the worse it is, never more than a slow phone can do, and calms down again", () => {
    const { load, pass } = gauge();
    for (let report = 0; report < 2_000; report++) load.begin()();
    const bits = load.demand().bits;
    expect(bits).toBeGreaterThanOrEqual(14);
    for (let report = 0; report < 1_000_000; report++) load.begin()();
    expect(load.demand().bits).toBe(18);
    pass(120_000);
    expect(load.demand().bits).toBe(0);
  });

  it("counts reports that are still under way", () => {
    const { load, pass } = gauge();
    const ends = Array.from({ length: 200 }, () => load.begin());
    pass(60_000);
    expect(load.demand().bits).toBeGreaterThan(0);
    for (const end of ends) {
      end();
      end();
    }
    expect(load.demand().bits).toBe(0);
  });
});

describe("a challenge", () => {
  it("is known again by every process with the same key, for ten minutes", () => {
    const { load, pass } = gauge();
    const { challenge } = load.demand();
    const other = gauge();
    expect(other.load.bitsOf(challenge)).toBe(0);
    pass(10 * 60_000);
    expect(load.bitsOf(challenge)).toBe(0);
    pass(60_000);
    expect(load.bitsOf(challenge)).toBeNull();
  });

  it("cannot be made easier or made up", () => {
    const { load } = gauge();
    for (let report = 0; report < 100_000; report++) load.begin()();
    const { challenge, bits } = load.demand();
    expect(load.bitsOf(challenge)).toBe(bits);
    expect(load.bitsOf(challenge.replace(`.${bits}.`, ".0."))).toBeNull();
    expect(load.bitsOf("")).toBeNull();
    expect(load.bitsOf("1.1.AAAAAAAAAAAAAAAAAAAAAA")).toBeNull();
    expect(loadGauge({ now: () => 1_000_000_000_000, key: new Uint8Array(32) }).bitsOf(challenge)).toBeNull();
  });
});

describe("a line whose disk is nearly full", () => {
  it("asks for work however calm it is, for more the less there is, and never for more than a slow phone can do", () => {
    const asked = (scarcity: number): number =>
      loadGauge({ now: () => 1_000_000_000_000, key, scarcity: () => scarcity }).demand().bits;
    expect([asked(0), asked(1.01), asked(4), asked(1e9)]).toEqual([0, 14, 16, 18]);
  });
});
