import { answerOf, feature } from "@niuniu/host";
import { z } from "zod";
import { placeOf } from "../numbers.ts";
import * as routes from "../routes.ts";
import { texts } from "../texts.ts";
import { letterPage } from "./letter.ts";
import { nowPage } from "./page.ts";
import { remembered, type Reviewed } from "./reviewed.ts";

/** Every word by its key, and no other. */
const wordsOf = (said: object) => z.strictObject(Object.fromEntries(Object.keys(said).map((key) => [key, z.string()])));
const named = z.strictObject({ en: z.string(), "zh-CN": z.string() });
const place = z.strictObject({
  ...{ code: z.string(), name: named, zones: z.array(z.string()), police: z.string(), ambulance: z.string() },
  help: z.array(z.strictObject({ number: z.string(), name: named })),
});
const answer = answerOf(
  routes.texts,
  z.strictObject({
    niuniu: z.literal("first hours v1"),
    en: wordsOf(texts.en),
    "zh-CN": wordsOf(texts["zh-CN"]),
    numbers: z.array(place),
  }),
);

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
    serve.anyone(routes.texts, null, () => Promise.resolve(texts), { same: true, answer });
    serve.anyone(routes.letter, null, ({ language }) => Promise.resolve(letterPage(language)));
    return Promise.resolve();
  },
});
