import { moment, question, Refused } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { momentsOn } from "./moments.ts";

const mayLeave = question<{ readonly who: string }>("door/may-leave");
const hasLeft = moment<string>("door/has-left");

describe("a question", () => {
  it("that nobody answers meets no objection", async () => {
    expect(await momentsOn().ask(mayLeave, { who: "lin" })).toBeNull();
  });

  it("is decided by the first refusal, and nobody is asked after it", async () => {
    const { ask, answer } = momentsOn();
    const asked: string[] = [];
    const as = (name: string, refuses: boolean) =>
      answer(mayLeave, ({ who }) => {
        asked.push(`${name} ${who}`);
        return Promise.resolve(refuses ? new Refused(`${name}/no`) : null);
      });
    as("first", false);
    as("second", true);
    as("third", true);
    expect((await ask(mayLeave, { who: "lin" }))?.code).toBe("second/no");
    expect(asked).toEqual(["first lin", "second lin"]);
  });

  it("whose answer fails is not taken for granted", async () => {
    const { ask, answer } = momentsOn();
    answer(mayLeave, () => Promise.reject(new Error("away")));
    await expect(ask(mayLeave, { who: "lin" })).rejects.toThrow("away");
  });
});

describe("a moment", () => {
  it("is told to all who listen, in order, also where one of them fails; the failure comes back", async () => {
    const { tell, on } = momentsOn();
    const told: string[] = [];
    on(hasLeft, (who) => Promise.resolve(void told.push(`first ${who}`)));
    on(hasLeft, () => Promise.reject(new Error("stumbled")));
    on(hasLeft, () => Promise.reject(new Error("stumbled too")));
    on(hasLeft, (who) => Promise.resolve(void told.push(`last ${who}`)));
    await expect(tell(hasLeft, "lin")).rejects.toThrow("stumbled");
    expect(told).toEqual(["first lin", "last lin"]);
    await tell(moment<string>("door/has-come"), "lin");
    expect(told).toHaveLength(2);
  });
});
