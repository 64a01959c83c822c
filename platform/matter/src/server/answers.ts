import { answerOf } from "@niuniu/host";
import { z } from "zod";
import * as routes from "../routes.ts";

/** What the routes answer. What a chain says, and whether a proof holds, is for the rules and the pages. */

/** ms since epoch. */
const time = z.int();
export const count = z.int().nonnegative();
export const matterId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const number = z.int().min(1);
/** Of the parts that follow; −1: none. */
const part = z.int().min(-1);

export const owed = z.strictObject({ role: z.string(), act: z.string(), owner: z.string(), due: time }).nullable();
const salted = { text: z.string(), salt: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) };
/** An entry of a chain as it travels. */
export const saltedText = z.strictObject(salted);

/** What every thread has. */
const thread = {
  owed,
  head: hash,
  proofs: z.array(z.strictObject({ number, proof: z.string() })),
  promises: z.array(z.strictObject({ number, promise: z.string() })),
  now: time,
};

/** What the thread of a sealed matter has, whatever its feature adds. */
export const sealedThreadFields = {
  ...thread,
  case: matterId,
  entries: z.array(z.strictObject({ ...salted, part })),
  readers: z.array(z.string()),
  wrap: part,
  absences: z.array(z.string()),
  auth: base64,
  rules: z.strictObject({ policy: z.string(), calendar: z.string() }),
};

/** A page of older ciphertexts of a sealed matter. */
export const olderPage = z.strictObject({
  case: matterId,
  entries: z.array(z.strictObject({ number: count, part: count })),
});

/** The whole of an open matter. */
export const openThread = z.strictObject({
  ...thread,
  matter: matterId,
  feature: z.string(),
  entries: z.array(saltedText),
  rules: z.strictObject({ policy: z.string(), calendar: z.string() }),
  absences: z.array(z.string()),
});

export const answerThread = answerOf(routes.thread, openThread);

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
      about: z.string().nullable(),
    }),
  ),
);
