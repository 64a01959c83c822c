import { feature } from "@niuniu/host";
import { placeOf } from "@niuniu/now";
import { told as route } from "../routes.ts";
import { toldPage } from "./page.ts";

/** What somebody does who was told something: so that a complaint that is said aloud does not end with whoever heard it. */
export const told = feature({
  name: "told",
  refusals: {},
  mount: ({ serve, rules, origin }) => {
    serve.anyone(route, null, ({ language }) =>
      Promise.resolve(toldPage(language, { here: placeOf(rules.inForce().calendar), origin })),
    );
    return Promise.resolve();
  },
});
