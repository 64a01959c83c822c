import { addDays } from "@niuniu/owe";
import type { OwedEvent } from "../entry.ts";
import type { EntryOf, Matter } from "../state.ts";

/** A lie about the entry at `place`, which says that somebody owes something. */
type Lie<M extends Matter> = (entries: readonly EntryOf<M>[], place: number) => readonly EntryOf<M>[];

/** True for the event that somebody owes something from here on. */
export const isOwed = <M extends Matter>(entry: EntryOf<M>): entry is OwedEvent<M["terms"]> =>
  entry.niuniu === "event v1" && entry.kind === "owed";

const changing =
  <M extends Matter>(change: (event: OwedEvent<M["terms"]>) => OwedEvent<M["terms"]>): Lie<M> =>
  (entries, place) =>
    entries.map((entry, at) => (at === place && isOwed<M>(entry) ? change(entry) : entry));

const without = <M extends Matter>(entries: readonly EntryOf<M>[], place: number): readonly EntryOf<M>[] =>
  entries.filter((_, at) => at !== place);

/** Every lie a server can tell of one event, in words and as what it makes of a chain. */
export function liesOf<M extends Matter>(
  ids: readonly string[],
  acts: readonly M["terms"]["act"][],
): readonly (readonly [string, Lie<M>])[] {
  const another = changing<M>((event) => ({ ...event, owner: ids.find((id) => id !== event.owner) ?? "" }));
  const later = changing<M>((event) => ({ ...event, due: addDays(event.due, 2) }));
  const otherwise = changing<M>((event) => ({ ...event, act: acts.find((one) => one !== event.act) ?? "" }));
  const renumbered: Lie<M> = (entries, place) =>
    without<M>(entries, place).map((entry, at) => (entry.niuniu === "event v1" ? { ...entry, number: at + 1 } : entry));
  return [
    ["that names another owner", another],
    ["that moves a date two days on", later],
    ["that leaves an event out", without<M>],
    ["that leaves an event out and numbers the rest anew", renumbered],
    ...(acts.length < 2 ? [] : [["that says another act is owed", otherwise] as const]),
  ];
}
