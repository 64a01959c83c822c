import type { Scene } from "@niuniu/wire/scene";
import { days, stories } from "./stories.ts";

/**
 * The committee in the sample: it has shortened a clock against one vote and put that in force, said who appointed its
 * representatives for how long, and asks for votes on another; one was away, one will be, and somebody is invited.
 */
export const scene: Scene = {
  name: "people",
  stories: (stage) => Promise.resolve(stories.map((story) => () => story(stage, days(stage)))),
};
