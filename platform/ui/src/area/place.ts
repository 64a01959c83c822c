import type { Ask, CallError } from "@niuniu/wire";
import type { ComponentChildren, JSX } from "preact";

/** What an area needs of whoever is signed in, whatever its pages need besides. */
export interface Entered {
  /** Calls a route in this person's name. Throws CallError. */
  readonly ask: Ask;
  /** The `Authorization` header, for streams. */
  readonly authorization: string;
  /** To be told of a stream that was refused. */
  readonly refused: (error: CallError) => void;
}

/** What a page of an area is given. */
export interface Placed<Inside> {
  readonly inside: Inside;
  /** Another number whenever something may have changed: the page reads again. */
  readonly turn: number;
  /** What stands beside the page, by the name it was opened under; null where nothing does. */
  readonly current: string | null;
  readonly onOpen: (name: string) => void;
  /** To be called after an act here: whatever else is shown reads again. */
  readonly onChanged: () => void;
}

/** What is shown beside a list is given. */
export interface Beside<Inside> extends Pick<Placed<Inside>, "inside" | "turn" | "onChanged"> {
  /** Under which it was opened. */
  readonly name: string;
  readonly onClose: () => void;
}

/** What stands above every page is given. */
export interface Always<Inside> extends Pick<Placed<Inside>, "inside" | "turn"> {
  /** Whether the page it belongs to is the one that is open. */
  readonly isHere: boolean;
}

/** A page of an area, as a value of the feature whose it is. `Inside`: what the pages of this area stand on. */
export interface Place<Inside> {
  /** Such as "cases/mine": the feature, and a word of its own. */
  readonly name: string;
  /** Key of what the navigation calls it. */
  readonly title: string;
  readonly page: (props: Placed<Inside>) => JSX.Element;
  /** What it opens, beside it on a wide screen and instead of it on a small one. */
  readonly beside?: (props: Beside<Inside>) => JSX.Element;
  /** Which numbers of `area.counts`, or told by a page (`tellCount`), are added up beside its title, such as "cases/open". */
  readonly count?: readonly string[];
  /** Whether it has a search of its own: the key for it leads here from every page. */
  readonly finds?: true;
  /** Shown above whatever page is open; null where there is nothing to say. */
  readonly always?: (props: Always<Inside>) => JSX.Element | null;
}

/** All that one feature shows in an area. */
export interface Part<Inside> {
  /** The feature's name: under it changes are listened to. */
  readonly name: string;
  /** Makes its words known; called once, before anything is shown. */
  readonly start: () => void;
  /** Its pages, in the order in which the navigation has them. */
  readonly places: readonly Place<Inside>[];
  /** Stands around all of the area as long as somebody is in: what several of its pages share, or what ends when they leave. */
  readonly around?: (props: { readonly inside: Inside; readonly children: ComponentChildren }) => JSX.Element;
}
