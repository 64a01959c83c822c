import { useLoad } from "@niuniu/ui";
import { list } from "../../routes.ts";
import type { Desk } from "./desk.ts";

/** How many cases a list holds, for the navigation; null until it is known. */
export function useCount(desk: Desk, which: "owed" | "open", turn: number): number | null {
  return useLoad(() => desk.ask(list, { which }), `${which} ${turn}`).value?.total ?? null;
}
