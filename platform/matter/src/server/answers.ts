import { answerOf } from "@niuniu/host";
import { z } from "zod";
import * as routes from "../routes.ts";

const time = z.int();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const matterId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/);
const number = z.int().min(1);

export const answerThread = answerOf(
  routes.thread,
  z.strictObject({
    matter: matterId,
    feature: z.string(),
    owed: z.strictObject({ role: z.string(), act: z.string(), owner: z.string(), due: time }).nullable(),
    entries: z.array(z.strictObject({ text: z.string(), salt: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) })),
    head: hash,
    rules: z.strictObject({ policy: hash, calendar: hash }),
    proofs: z.array(z.strictObject({ number, proof: z.string() })),
    promises: z.array(z.strictObject({ number, promise: z.string() })),
    now: time,
  }),
);

export const answerOwed = answerOf(
  routes.owed,
  z.array(
    z.strictObject({
      feature: z.string(),
      matter: matterId,
      role: z.string(),
      act: z.string(),
      due: time,
      since: z.string(),
    }),
  ),
);
