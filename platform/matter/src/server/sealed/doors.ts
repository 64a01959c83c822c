import { z } from "zod";
import type { SealedBeginning } from "../../thread.ts";

/** The server's check of the shape of what comes in of a sealed matter. What it means is for the rules; what is sealed it cannot see. */

const base64 = (bytes: number) => {
  const [full, rest] = [Math.floor(bytes / 3) * 4, bytes % 3];
  const tail = rest === 0 ? "" : rest === 1 ? "[A-Za-z0-9+/]{2}==" : "[A-Za-z0-9+/]{3}=";
  return z.string().regex(new RegExp(`^[A-Za-z0-9+/]{${full}}${tail}$`));
};
const matterName = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/);
/** The id of a member, or of whoever began it. */
export const memberDoor = z.string().regex(/^[a-z0-9-]{2,40}$/);
/** The longest act names 65 readers. */
const act = z.string().max(8_192);
const before = z.int().min(1).max(1_000_000);

/** What begins a sealed matter; `work` where very many arrive. */
export const beginningDoor: z.ZodType<
  SealedBeginning & { readonly work?: { readonly challenge: string; readonly counter: number } }
> = z.strictObject({
  lookup: base64(16),
  auth: base64(32),
  salt: base64(32),
  act,
  wraps: z.array(memberDoor).max(63),
  work: z.strictObject({ challenge: z.string().max(200), counter: z.int().nonnegative() }).exactOptional(),
});

/** A signed act of whoever holds a receipt, and of a member. */
export const sayDoor: z.ZodType<{ readonly act: string }> = z.strictObject({ act });
export const deskActDoor: z.ZodType<{ readonly act: string; readonly case: string }> = z.strictObject({
  act,
  case: matterName,
});

/** A thread, and a page of what did not come with it. */
export const deskThreadDoor: z.ZodType<{ readonly case: string }> = z.strictObject({ case: matterName });
export const olderDoor: z.ZodType<{ readonly before: number }> = z.strictObject({ before });
export const deskOlderDoor: z.ZodType<{ readonly case: string; readonly before: number }> = z.strictObject({
  case: matterName,
  before,
});
