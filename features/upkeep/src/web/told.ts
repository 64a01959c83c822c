import { nowAt } from "@niuniu/matter/web/desk";
import { readOpen } from "@niuniu/matter/web/open";
import type { Roster } from "@niuniu/roster";
import { reading } from "../reading.ts";
import { newestRules } from "./reading.ts";
import type { Told } from "./story.tsx";

/** The committee as its reader has checked it, the texts that its newest statement names, and how far the server's clock goes ahead (ms). */
interface House {
  readonly roster: Roster;
  readonly policy: string;
  readonly calendar: string;
  readonly ahead: number;
}

/** One of what the committee owes, replayed here. Throws CallError where this page is older than the committee's rules. */
export function toldOf(thread: Told["thread"], house: House): Told {
  const { roster, calendar, ahead } = house;
  const read = readOpen(reading, thread, { roster, newest: newestRules(house), now: Date.now() });
  return { thread, read, roster, calendar, now: nowAt({ clock: () => Date.now(), ahead }) };
}
