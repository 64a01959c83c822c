import type { Scene } from "@niuniu/wire/scene";
import { ask } from "../routes.ts";

const DAY = 86_400_000;

/** A question that was asked on the second day, and to which nobody has an answer yet. */
export const scene: Scene = {
  name: "toy",
  stories: (stage) =>
    Promise.resolve([
      async () => {
        await stage.until(stage.begins + DAY);
        const { matter } = await stage.ask(ask, { json: { question: "Who keeps the key of the meadow?" } });
        stage.show({ receipt: matter, says: { en: "a question is open", "zh-CN": "有一个问题还没有答复" } });
      },
    ]),
};
