import type { Scene } from "@niuniu/wire/scene";
import { stories } from "./stories.ts";

/**
 * What the committee of the sample owed its house: a backup was restored in time, to try; an urgent report was rehearsed only after a date
 * had passed; the first hours were read, and soon are to be read again; and next year's holidays wait for somebody.
 */
export const scene: Scene = {
  name: "upkeep",
  stories: (stage) => Promise.resolve(stories.map((story) => () => story(stage))),
};
