import type { JSX } from "preact";

/**
 * The places of the public page, from top to bottom, below what can be done on it. What matters most stands first, whichever feature
 * says it: why to write nothing here, what may be lost of what was written, what contradicts the record, what helps at once, what to ask
 * the committee. Then how it works and who is there, whether it keeps what it says, what it protects from, and how not to believe it.
 */
const places = ["stop", "lost", "record", "help", "committee", "how", "kept", "limits", "check"] as const;
export type PlaceOnFront = (typeof places)[number];

/** One piece of the public page; null where there is nothing to say. `Seen`: what the page knows of the house. */
type Piece<Seen> = (props: { readonly seen: Seen }) => JSX.Element | null;

/** All that one feature shows on the public page below its first screen, place by place. */
export interface FrontPart<Seen> {
  readonly name: string;
  /** Makes its words known; called once, before anything is shown. */
  readonly start: () => void;
  readonly shows: Partial<Readonly<Record<PlaceOnFront, readonly Piece<Seen>[]>>>;
}

/** What these features show, place by place from top to bottom; within one in the order of the features. */
export const inOrder = <Seen>(
  parts: readonly FrontPart<Seen>[],
): readonly { readonly place: PlaceOnFront; readonly pieces: readonly Piece<Seen>[] }[] =>
  places.map((place) => ({ place, pieces: parts.flatMap(({ shows }) => shows[place] ?? []) }));

/** What a feature has on the public pages at once. All of it is in their first file, which apps/web/first.ts names file by file. */
export interface FirstPart {
  /** Makes its first words known; called once, before anything is shown. */
  readonly start: () => void;
  /** Its ways in, beside the title of the public page. */
  readonly Acts: () => JSX.Element;
  /** Its links at the foot of the public page. */
  readonly Foot: () => JSX.Element;
  /** Its own pages, by path. */
  readonly pages: Readonly<Record<string, () => JSX.Element>>;
  /**
   * Fetches what those pages need besides. The public page asks for it in idle time, as for every visitor: so a cache tells
   * nothing about any of them.
   */
  readonly fetchRest: () => readonly Promise<unknown>[];
}
