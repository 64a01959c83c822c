import { writeTombstone } from "@niuniu/record";
import { dayIn } from "@niuniu/ui";
import type { Read } from "../entries/shown.ts";

/** What may be taken away: texts that somebody wrote. The others are what the record itself rests on. */
export const BURIABLE = ["policy", "calendar", "release", "figures", "feature"] as const;

/** The texts of one kind that may be taken away, newest first. */
export function buriableIn(read: readonly Read[], kind: (typeof BURIABLE)[number]): readonly Read[] {
  return read.filter(({ shown, entry }) => shown.kind === kind && entry.text !== null).toReversed();
}

/** The signed word of a member that a text is taken away, today where the organisation is; `now` in ms, `zone` as calendars name it. */
export function tombstoneFor(
  given: {
    readonly origin: string;
    readonly index: number;
    readonly ground: string;
    readonly now: number;
    readonly zone: string;
  },
  member: { readonly id: string; readonly seed: Uint8Array },
): string {
  const { origin, index, ground, now, zone } = given;
  const date = dayIn(now, zone);
  return writeTombstone(
    { origin, index, ground: ground.trim(), by: member.id, date },
    { name: member.id, seed: member.seed },
  );
}
