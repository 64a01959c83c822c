import { feature } from "@niuniu/host";
import { placeOf } from "../numbers.ts";
import * as routes from "../routes.ts";
import { texts } from "../texts.ts";
import { letterPage } from "./letter.ts";
import { nowPage } from "./page.ts";
import { remembered, type Reviewed } from "./reviewed.ts";

/** What it is handed of others. */
interface Needs {
  /** Who read the texts of these pages as they are; null where nobody is said to have. */
  readonly reviewed: () => Promise<Reviewed | null>;
}

/** What helps in the first hours, for everybody, before and without any report. */
export const now = feature({
  name: "now",
  refusals: {},
  mount: ({ serve, rules, origin, now: clock, dayOf, failed }, { reviewed }: Needs) => {
    const asked = remembered(reviewed, () => failed("now/review-unknown"));
    serve.anyone(routes.now, null, async ({ language }) => {
      const last = await asked();
      const read = last !== null && dayOf(clock()) < last.until ? last : null;
      return nowPage(language, { here: placeOf(rules.inForce().calendar), origin, read });
    });
    serve.anyone(routes.texts, null, () => Promise.resolve(texts), { same: true });
    serve.anyone(routes.letter, null, ({ language }) => Promise.resolve(letterPage(language)));
    return Promise.resolve();
  },
});
