import { z } from "zod";
import type { ActHeader, ReportHeader, SealedForm } from "../routes.ts";

/** The server's check of the shape of what comes in. What it means is for the rules; what is sealed it cannot see. */

const base64 = (bytes: number) => {
  const [full, rest] = [Math.floor(bytes / 3) * 4, bytes % 3];
  const tail = rest === 0 ? "" : rest === 1 ? "[A-Za-z0-9+/]{2}==" : "[A-Za-z0-9+/]{3}=";
  return z.string().regex(new RegExp(`^[A-Za-z0-9+/]{${full}}${tail}$`));
};
const caseId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/);
const memberId = z.string().regex(/^[a-z0-9-]{2,40}$/);
/** The longest act names 65 readers. */
const act = z.string().max(8_192);

export const reportDoor: z.ZodType<ReportHeader> = z.strictObject({
  lookup: base64(16),
  auth: base64(32),
  salt: base64(32),
  act,
  wraps: z.array(memberId).max(63),
  work: z.strictObject({ challenge: z.string().max(200), counter: z.int().nonnegative() }).exactOptional(),
});

export const sayDoor: z.ZodType<ActHeader> = z.strictObject({ act });

export const deskActDoor: z.ZodType<ActHeader & { readonly case: string }> = z.strictObject({ act, case: caseId });

export const deskThreadDoor: z.ZodType<{ readonly case: string }> = z.strictObject({ case: caseId });

const before = z.int().min(1).max(1_000_000);

export const olderDoor: z.ZodType<{ readonly before: number }> = z.strictObject({ before });

export const deskOlderDoor: z.ZodType<{ readonly case: string; readonly before: number }> = z.strictObject({
  case: caseId,
  before,
});

export const listDoor: z.ZodType<{ readonly which: "owed" | "open" | "closed"; readonly after?: string }> =
  z.strictObject({ which: z.enum(["owed", "open", "closed"]), after: z.string().max(64).exactOptional() });

/** A form sends one ticked box as a text, several as a list, none as nothing; one ticked twice is ticked. */
const ticked = z
  .union([memberId, z.array(memberId).max(64)])
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
