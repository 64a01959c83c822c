import type { Seed } from "@niuniu/note";
import { dayOf, type Calendar, type Instant } from "@niuniu/owe";
import { signAct } from "@niuniu/seal";
import type { ActFields } from "../../entry.ts";
import type { OpenThread } from "../../routes.ts";

/** Who signs, and by which days. */
interface Signing {
  readonly by: string;
  readonly seed: Seed;
  readonly calendar: Calendar;
  readonly now: Instant;
}

/** An act of an open matter beside its frame: its kind, and what it says. */
type Saying = Pick<ActFields, "kind"> & Readonly<Record<string, string | object>>;

/** Signs the next act on an open matter, as it was shown: it is refused if anything has come in between. */
export function signOpen(
  thread: Pick<OpenThread, "matter" | "head" | "entries">,
  { kind, ...more }: Saying,
  { by, seed, calendar, now }: Signing,
): string {
  const frame = { niuniu: "act v1", case: thread.matter, number: thread.entries.length + 1 } as const;
  const fields = { ...frame, previous: thread.head, by, kind, date: dayOf(now, calendar), envelope: null, ...more };
  return signAct(fields, { name: by, seed });
}
