import { route } from "@niuniu/wire";
import type { Place } from "./numbers.ts";

/** The first hours after something happened: one page, one request, no script. `?lang=en`, `?lang=zh-CN`. */
export const now = route<undefined, string>({
  audience: "anyone",
  method: "GET",
  path: "/now",
  takes: "none",
  gives: "page",
});

/** A letter by which a place is asked to keep its recordings, to print or to copy. */
export const letter = route<undefined, string>({
  audience: "anyone",
  method: "GET",
  path: "/now/letter",
  takes: "none",
  gives: "page",
});

/** The words under each language, by key, and whom to call where. */
interface Texts {
  readonly niuniu: "first hours v1";
  readonly en: Readonly<Record<string, string>>;
  readonly "zh-CN": Readonly<Record<string, string>>;
  readonly numbers: readonly Place[];
}

/** All that these pages say, as it is hashed: what somebody has read is told by the SHA-256 of this answer, as it comes. */
export const texts = route<undefined, Texts>({
  audience: "anyone",
  method: "GET",
  path: "/now/texts",
  takes: "none",
  gives: "json",
});
