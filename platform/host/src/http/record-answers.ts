import { record as routes } from "@niuniu/wire";
import { z } from "zod";
import { MOST_EARLIER } from "../record/publish.ts";
import { answerOf } from "./described.ts";

/** What the routes of the public record answer. That a note or a proof holds is for `@niuniu/record`. */

const base64 = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const size = z.int().nonnegative();

const putBack = z.strictObject({ note: z.string(), proof: z.string().nullable() });

export const head = answerOf(
  routes.head,
  z.strictObject({
    log: z.string(),
    last: z.string(),
    roster: z.string().nullable(),
    earlier: z.array(z.string()).max(MOST_EARLIER).exactOptional(),
    putBack: z.array(putBack).exactOptional(),
  }),
);

export const proof = answerOf(
  routes.proof,
  z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("promised"), promise: z.string() }),
    z.strictObject({ state: z.literal("proven"), proof: z.string() }),
  ]),
);

export const consistency = answerOf(routes.consistency, z.strictObject({ hashes: z.array(base64) }));

export const below = answerOf(
  routes.below,
  z.strictObject({ leaves: z.array(z.strictObject({ leaf: z.base64(), hashes: z.array(base64) })).max(128) }),
);

const publicEntry = z.strictObject({
  index: size,
  salt: base64,
  text: z.string().nullable(),
  tombstone: z.string().nullable(),
});

export const entries = answerOf(
  routes.entries,
  z.strictObject({ entries: z.array(publicEntry).max(100), more: z.boolean() }),
);

export const entry = answerOf(routes.entry, publicEntry.extend({ proof: z.string() }));
