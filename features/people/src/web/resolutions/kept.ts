import type { Shelf } from "@niuniu/trust";
import { hashOf, type Seen } from "./read.ts";

/*
 * What this device has seen of resolutions: of each its name, and of each vote on it a part of its hash. So a vote that was there and
 * is not shown any more is noticed, whoever's it was. No names, no reasons: they are in the votes.
 */

/** A resolution as it was seen before. */
interface Kept {
  readonly votes: readonly string[];
  /** The vote that was signed on this device, if one was. */
  readonly own: string | null;
}

const KEY = "niuniu.desk.votes";
const OWN = "!";
const markOf = (note: string): string => hashOf(note).slice(0, 32);

function keptOn(shelf: Shelf): ReadonlyMap<string, Kept> {
  const lines = (shelf.getItem(KEY) ?? "").split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [name = "", ...marks] = line.split(" ");
      const own = marks.find((mark) => mark.startsWith(OWN))?.slice(1) ?? null;
      return [name, { votes: marks.map((mark) => mark.replace(OWN, "")), own }];
    }),
  );
}

function keep(shelf: Shelf, kept: ReadonlyMap<string, Kept>): void {
  const lines = [...kept].map(([name, { votes, own }]) =>
    [name, ...votes.map((mark) => (mark === own ? `${OWN}${mark}` : mark))].join(" "),
  );
  shelf.setItem(KEY, lines.join("\n"));
}

/** Remembers the vote that is about to be sent: from then on it belongs to its resolution. */
export function keepOwn(shelf: Shelf, name: string, note: string): void {
  const kept = new Map(keptOn(shelf));
  const own = markOf(note);
  kept.set(name, { votes: [...new Set([...(kept.get(name)?.votes ?? []), own])], own });
  keep(shelf, kept);
}

/** Forgets a resolution: its proposer took it back, or whoever reads of it knows. */
export function forget(shelf: Shelf, name: string): void {
  const kept = new Map(keptOn(shelf));
  if (kept.delete(name)) keep(shelf, kept);
}

/** What is missing from what the server shows now. */
export interface Missing {
  /** Names of resolutions shown without a vote that this device has seen on them. */
  readonly votes: readonly string[];
  /** Of those without the vote that was signed here. */
  readonly own: readonly string[];
  /** Names of resolutions that somebody voted on here, and that are not shown at all. */
  readonly gone: readonly string[];
}

/**
 * Compares what is shown (`all` of it) with what this device has seen, and remembers what is new. What nobody can change any more is
 * forgotten, and so is what was withdrawn or closed without a vote from here. `now` in ms.
 */
export function compareVotes(shelf: Shelf, all: readonly Seen[], now: number): Missing {
  const before = keptOn(shelf);
  const shown = new Map(all.map((seen) => [seen.name, new Set(seen.notes.map(markOf))]));
  const lacks = (name: string, marks: readonly string[]): boolean =>
    marks.some((mark) => shown.get(name)?.has(mark) !== true);
  const there = [...before].filter(([name]) => shown.has(name));
  const votes = there.filter(([name, kept]) => lacks(name, kept.votes)).map(([name]) => name);
  const own = there.filter(([name, kept]) => kept.own !== null && lacks(name, [kept.own])).map(([name]) => name);
  const gone = [...before].filter(([name, kept]) => !shown.has(name) && kept.own !== null).map(([name]) => name);
  const settled = new Set(all.flatMap(({ name, adopted, ends }) => (adopted !== null && ends < now ? [name] : [])));
  const next = new Map<string, Kept>(
    all
      .filter(({ name }) => votes.includes(name) || !settled.has(name))
      .map(({ name }) => {
        const seen = before.get(name);
        return [
          name,
          { votes: [...new Set([...(seen?.votes ?? []), ...(shown.get(name) ?? [])])], own: seen?.own ?? null },
        ];
      }),
  );
  for (const name of gone) next.set(name, before.get(name) ?? { votes: [], own: null });
  keep(shelf, next);
  return { votes, own, gone };
}
