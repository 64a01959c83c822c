import { route } from "@niuniu/wire";

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

/** All that these pages say, as it is hashed: what somebody has read is told by the SHA-256 of this answer, as it comes. */
export const texts = route<undefined, unknown>({
  audience: "anyone",
  method: "GET",
  path: "/now/texts",
  takes: "none",
  gives: "json",
});
