import type { Scene, Stage } from "@niuniu/wire/scene";

/** The clock of a stage. Instants are ms since epoch. */
export interface StageClock {
  readonly now: () => number;
  /** Moves it on, lets what is due by then act, and resolves when that is durable. */
  readonly moveTo: (instant: number) => Promise<void>;
}

interface Waiting {
  readonly at: number;
  readonly resume: () => void;
}

/**
 * Plays the stories of all scenes at the same time on one clock: one acts while all others wait, then the clock moves on to
 * whoever waits for the earliest instant, and at last to the present. What is to come in no story any more is left to come.
 * Throws what a story throws.
 */
export async function playAll(
  scenes: readonly Scene[],
  clock: StageClock,
  stage: Omit<Stage, "now" | "until">,
): Promise<void> {
  const waiting: Waiting[] = [];
  let [paused, broke]: [() => void, (cause: unknown) => void] = [() => undefined, () => undefined];
  /** Lets one story act until it waits again or is over. */
  const letAct = (act: () => void): Promise<void> =>
    new Promise((resolve, reject) => {
      [paused, broke] = [resolve, reject];
      act();
    });
  const until = (at: number): Promise<void> =>
    new Promise((resume) => {
      waiting.push({ at: Math.min(at, stage.ends), resume });
      paused();
    });
  for (const scene of scenes) {
    const stories = await scene.stories({ ...stage, now: clock.now, until });
    for (const story of stories) {
      await letAct(
        () =>
          void story().then(
            () => paused(),
            (cause: unknown) => broke(cause),
          ),
      );
    }
  }
  for (;;) {
    const next = waiting.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined) break;
    waiting.splice(waiting.indexOf(next), 1);
    if (next.at > clock.now()) await clock.moveTo(next.at);
    await letAct(next.resume);
  }
  if (stage.ends > clock.now()) await clock.moveTo(stage.ends);
}
