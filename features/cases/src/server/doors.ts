import { memberDoor } from "@niuniu/matter/server";
import { z } from "zod";
import type { SealedForm } from "../routes.ts";

/** The server's check of the shape of what comes in beside what every sealed matter has. What it means is for the rules. */

export const listDoor: z.ZodType<{ readonly which: "owed" | "open" | "closed"; readonly after?: string }> =
  z.strictObject({ which: z.enum(["owed", "open", "closed"]), after: z.string().max(64).exactOptional() });

/** A form sends one ticked box as a text, several as a list, none as nothing; one ticked twice is ticked. */
const ticked = z
  .union([memberDoor, z.array(memberDoor).max(64)])
  .optional()
  .transform((value) => [...new Set(typeof value === "string" ? [value] : value)]);

export const sealedDoor: z.ZodType<SealedForm> = z.object({
  class: z.enum(["crisis", "ordinary"]),
  struck: ticked,
  file: z.instanceof(Uint8Array),
  number: z.string().max(60).default(""),
});

/** `before`: the answers older than that entry, as the page's own button asks for them. */
export const pickUpDoor: z.ZodType<{ readonly number: string; readonly before: number }> = z.object({
  number: z.string().max(60),
  before: z
    .string()
    .regex(/^\d{1,7}$/)
    .default("9999999")
    .transform(Number),
});
