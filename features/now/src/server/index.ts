import { feature } from "@niuniu/host";
import { placeOf } from "../numbers.ts";
import * as routes from "../routes.ts";
import { letterPage } from "./letter.ts";
import { nowPage } from "./page.ts";

/** What helps in the first hours, for everybody, before and without any report. */
export const now = feature({
  name: "now",
  refusals: {},
  mount: ({ serve, rules, origin }) => {
    serve.anyone(routes.now, null, ({ language }) =>
      Promise.resolve(nowPage(language, placeOf(rules.inForce().calendar), origin)),
    );
    serve.anyone(routes.letter, null, ({ language }) => Promise.resolve(letterPage(language)));
    return Promise.resolve();
  },
});
