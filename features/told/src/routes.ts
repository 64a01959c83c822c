import { route } from "@niuniu/wire";

/** For whoever was told something, with a card to hand over: one page, no script, on paper as well. */
export const told = route<undefined, string>({
  audience: "anyone",
  method: "GET",
  path: "/told",
  takes: "none",
  gives: "page",
});
