import { z } from "zod";
import { kinds } from "../kinds.ts";
import { greetings } from "../message.ts";

const channel = z.string().regex(/^[0-9a-f]{32}$/);
const minute = z.int().min(0).max(1_439);

export const add = z.strictObject({
  kind: z.enum(kinds),
  address: z.string().min(1).max(2_000),
  secret: z.string().max(200),
  // A desk that was opened earlier does not say it.
  language: z.enum(["en", "zh-CN"]).exactOptional(),
});
export const one = z.strictObject({ channel });
export const order = z.strictObject({ channels: z.array(channel).max(20) });
export const settings = z.strictObject({
  language: z.enum(["en", "zh-CN"]),
  quiet: z.strictObject({ from: minute, until: minute }).nullable(),
  phoneFirst: z.boolean(),
});
export const words = z.strictObject({ greeting: z.enum(greetings), named: z.boolean() });
export const calendar = z.strictObject({ wanted: z.boolean() });
