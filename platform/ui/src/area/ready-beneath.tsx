import type { JSX, RefObject } from "preact";
import type { Language } from "../language.ts";
import { insertAtCursor } from "./insert.ts";
import { useReadyWords, type KnownWords } from "./ready-words.ts";

/** The words that are kept ready, beneath a text: one press puts one where the cursor stands. `first`: the language its reader reads. */
export function ReadyBeneath(props: {
  readonly first: Language;
  readonly known: () => KnownWords;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}): JSX.Element {
  const { first, known, area } = props;
  const { Picker } = useReadyWords();
  return (
    <Picker
      first={first}
      known={known}
      onPick={(text) => {
        if (area.current !== null) insertAtCursor(area.current, text);
      }}
    />
  );
}
