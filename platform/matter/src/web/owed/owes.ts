import type { Day } from "@niuniu/owe";
import type { Beside, Entered, Part, Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { OwedLine } from "../../routes.ts";

/** How a row of the list stands there. */
interface Seen {
  /** ms since epoch: the earlier one, where an open matter asks for the same. */
  readonly due: number;
  /** Whether it is what stands beside the list. */
  readonly current: boolean;
  readonly onOpen: () => void;
}

/** One thing owed. */
export interface OwedRow {
  /** The matter's name, its feature's own. */
  readonly matter: string;
  /** ms since epoch. */
  readonly due: number;
  /** By what name an open matter asks for the same (`OwedLine.about`): the two stand here as this row, with the earlier date. */
  readonly about?: string;
  readonly show: (seen: Seen) => JSX.Element;
}

/** A page of what is owed, by date. */
export interface OwedPage {
  readonly rows: readonly OwedRow[];
  /** How to ask for the page after it, or null. */
  readonly after: string | null;
  /** How many there are on all pages. */
  readonly total: number;
}

/** Days away, both included. */
export interface Away {
  readonly from: Day;
  readonly until: Day;
}

/** Where a feature's matters lie, and how one of them is shown as a row. */
type Rows<Inside> =
  /** Open matters, whose texts are public: read for all features at once, and shown from what everybody may know. */
  | { readonly line: (props: Seen & { readonly inside: Inside; readonly line: OwedLine }) => JSX.Element }
  /** Matters in tables of the feature's own, read by itself; it gives their number as "FEATURE/owed" (`Stated.counts`). */
  | { readonly read: (inside: Inside, after: string | null) => Promise<OwedPage> };

/** What a feature shows of what is owed in it: the row, what the row opens, and what else is to be said below the list. */
export type Owes<Inside> = Rows<Inside> & {
  readonly beside: (props: Beside<Inside>) => JSX.Element;
  /** Numbers that its pages tell, which are added up with what is owed. */
  readonly counts?: readonly string[];
  /** Days on which whoever is in is away, both included, as they signed it; by their first days. */
  readonly away?: (inside: Inside) => readonly Away[];
  /** Stands under the title; null where there is nothing to say. */
  readonly head?: (props: Pick<Placed<Inside>, "inside" | "turn">) => JSX.Element | null;
  readonly below?: (props: Pick<Placed<Inside>, "inside" | "turn" | "onOpen">) => JSX.Element | null;
};

/** A feature's part of an area, with what is owed in it. */
export type PartOwing<Inside extends Entered> = Part<Inside> & { readonly owes?: Owes<Inside> };
