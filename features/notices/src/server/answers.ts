import { answerOf } from "@niuniu/host";
import { z } from "zod";
import { kinds, whys } from "../kinds.ts";
import { greetings } from "../message.ts";
import * as routes from "../routes.ts";

const kind = z.enum(kinds);
const outcome = z.enum(["sent", ...whys]);

export const mine = answerOf(
  routes.mine,
  z.strictObject({
    language: z.enum(["en", "zh-CN"]),
    quiet: z.strictObject({ from: z.int(), until: z.int() }).nullable(),
    phoneFirst: z.boolean(),
    channels: z.array(
      z.strictObject({
        id: z.string(),
        kind,
        shown: z.string(),
        standing: z.enum(["untried", "sent", "counts", "gone", "lost"]),
      }),
    ),
    offered: z.array(z.strictObject({ kind, proven: z.boolean() })),
    results: z.array(z.strictObject({ day: z.string(), kind, outcome })),
    calendar: z.boolean(),
    slots: z.strictObject({ greeting: z.enum(greetings), named: z.boolean() }),
    organisation: z.string(),
    link: z.string(),
    pushKey: z.string(),
  }),
);
export const add = answerOf(routes.add, z.strictObject({ channel: z.string() }));
export const attempt = answerOf(routes.attempt, z.strictObject({ outcome }));
export const calendar = answerOf(routes.calendar, z.strictObject({ address: z.string().nullable() }));
/** Done, and there is nothing to say. */
const nothing = z.null();
export const remove = answerOf(routes.remove, nothing);
export const order = answerOf(routes.order, nothing);
export const arrived = answerOf(routes.arrived, nothing);
export const settings = answerOf(routes.settings, nothing);
export const words = answerOf(routes.words, nothing);
