import { handedIn } from "@niuniu/matter/server";
import { z } from "zod";
import type { SealedForm } from "../routes.ts";

/** The server's check of the shape of what comes in beside what every sealed matter has. What it means is for the rules. */

export const listDoor: z.ZodType<{ readonly which: "owed" | "open" | "closed"; readonly after?: string }> =
  z.strictObject({ which: z.enum(["owed", "open", "closed"]), after: z.string().max(64).exactOptional() });

/** A file sealed by hand. */
export const sealedDoor: z.ZodType<SealedForm> = z.object({ class: z.enum(["crisis", "ordinary"]), ...handedIn });
