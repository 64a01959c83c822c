import { createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../language.ts";

/** What is known of whatever a text goes into: days "YYYY-MM-DD", a name; null what is not. */
export interface KnownWords {
  /** The day by which the next word is due once the text is sent. */
  readonly next: string | null;
  /** Of whoever writes. */
  readonly name: string | null;
  /** The day on which it began. */
  readonly begun: string | null;
}

/** Words that are kept ready for whoever writes, as the feature that keeps them hands them to every composer of the area. */
export interface ReadyWords {
  /** Stands beneath the text; draws nothing while nothing is ready. `first`: the language its reader reads. */
  readonly Picker: (props: {
    readonly first: Language;
    readonly known: () => KnownWords;
    /** Is given a text with what is known in it; what is not stays open. */
    readonly onPick: (text: string) => void;
  }) => JSX.Element | null;
  /** The sentence that says what a ready text left open in this one and nobody filled in, or null. */
  readonly stillOpen: (text: string) => string | null;
}

const Ready = createContext<ReadyWords>({ Picker: () => null, stillOpen: () => null });
/** Hands them to the composers within. */
export const ReadyWordsProvider = Ready.Provider;
/** The words that are kept ready here; none where nobody keeps any. */
export const useReadyWords = (): ReadyWords => useContext(Ready);
