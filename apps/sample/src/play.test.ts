import type { Scene, Stage } from "@niuniu/wire/scene";
import { describe, expect, it } from "vitest";
import { playAll } from "./play.ts";

const refuse = (): never => {
  throw new Error("nobody is asked here");
};
const [BEGINS, ENDS] = [1_000, 9_000];

/** A clock that shows what it is told, and a diary of what happened when. */
function theatre() {
  let now = BEGINS;
  const diary: string[] = [];
  const clock = {
    now: () => now,
    moveTo: (instant: number) => {
      diary.push(`clock ${String(instant)}`);
      now = instant;
      return Promise.resolve();
    },
  };
  const stage = {
    ...{ ask: refuse, bytes: refuse, random: refuse, show: refuse, players: [], begins: BEGINS, ends: ENDS },
  };
  const play = (...stories: readonly ((stage: Stage) => Promise<void>)[]): Promise<void> => {
    const scene: Scene = {
      name: "toy",
      stories: (on) => Promise.resolve(stories.map((story) => () => story(on))),
    };
    return playAll([scene], clock, stage);
  };
  return { diary, play };
}

describe("the past of the sample", () => {
  it("is played by all stories on one clock that only moves on, and only while everybody waits", async () => {
    const { diary, play } = theatre();
    const story =
      (name: string, ...at: readonly number[]) =>
      async ({ until, now }: Stage): Promise<void> => {
        for (const instant of at) {
          await until(instant);
          diary.push(`${name} begins at ${String(now())}`);
          // Whatever takes turns of the machine and not time on the clock.
          await new Promise((resume) => setTimeout(resume, 5));
          diary.push(`${name} ends`);
        }
      };
    await play(story("a", 2_000, 5_000), story("b", 2_000, 4_000, 3_000), () => Promise.resolve());
    const acted = (name: string, at: number): readonly string[] => [`${name} begins at ${String(at)}`, `${name} ends`];
    expect(diary).toEqual([
      ...["clock 2000", ...acted("a", 2_000), ...acted("b", 2_000)],
      ...["clock 4000", ...acted("b", 4_000), ...acted("b", 4_000)],
      ...["clock 5000", ...acted("a", 5_000), "clock 9000"],
    ]);
  });

  it("ends with the present, whatever a story waits for, and with what a story throws", async () => {
    const late = theatre();
    await late.play(async ({ until, now }) => {
      await until(ENDS + 5_000);
      late.diary.push(`acts at ${String(now())}`);
    });
    expect(late.diary).toEqual(["clock 9000", "acts at 9000"]);
    const failing = theatre().play(async ({ until }) => {
      await until(2_000);
      throw new Error("nothing is owed");
    });
    await expect(failing).rejects.toThrow("nothing is owed");
  });
});
