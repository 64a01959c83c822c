import { answerOf } from "@niuniu/host";
import { z } from "zod";
import * as routes from "../routes.ts";

const witness = z.strictObject({
  name: z.string(),
  asked: z.boolean(),
  size: z.int().nonnegative().nullable(),
  at: z.int().nullable(),
  trouble: z.enum(["unreachable", "unknown-log", "refused", "unreadable", "forged", "ahead"]).nullable(),
});

export const state = answerOf(
  routes.state,
  z.strictObject({ frozen: z.string().nullable(), witnesses: z.array(witness) }),
);
