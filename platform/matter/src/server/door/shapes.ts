import { z } from "zod";
import { memberDoor } from "../sealed/doors.ts";

/** What is handed in at a door without script: whom its sender struck out, one age file, and the number the page gave; empty for a new one. */
export interface HandedIn {
  readonly struck: readonly string[];
  readonly file: Uint8Array;
  readonly number: string;
}

/** A form sends one ticked box as a text, several as a list, none as nothing; one ticked twice is ticked. */
const ticked = z
  .union([memberDoor, z.array(memberDoor).max(64)])
  .optional()
  .transform((value) => [...new Set(typeof value === "string" ? [value] : value)]);

/** The fields of {@link HandedIn} as a form sends them; a feature adds its own. */
export const handedIn = {
  struck: ticked,
  file: z.instanceof(Uint8Array),
  number: z.string().max(60).default(""),
} as const;

/** `before`: the answers older than that entry, as the page's own button asks for them. */
export const pickUpDoor: z.ZodType<{ readonly number: string; readonly before: number }> = z.object({
  number: z.string().max(60),
  before: z
    .string()
    .regex(/^\d{1,7}$/)
    .default("9999999")
    .transform(Number),
});
