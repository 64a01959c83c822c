import { useState } from "preact/hooks";

/** A way to copy a text, and how the last try went. */
interface Copying {
  readonly copied: "idle" | "done" | "failed";
  /** `shown`: the element in which the text stands. It is selected where the browser does not copy, to be copied by hand. */
  readonly copy: (shown: Element | null) => void;
}

/** Copies `text` when asked to; `onDone` hears that it was copied. */
export function useCopied(text: string, onDone?: () => void): Copying {
  const [last, setLast] = useState<readonly [of: string, copied: Copying["copied"]]>(["", "idle"]);
  const copy = async (shown: Element | null): Promise<void> => {
    try {
      // Absent outside https and localhost, and in some browsers inside apps, whatever the types say.
      await navigator.clipboard.writeText(text);
      setLast([text, "done"]);
      onDone?.();
    } catch {
      if (shown !== null) getSelection()?.selectAllChildren(shown);
      setLast([text, "failed"]);
    }
  };
  return { copied: last[0] === text ? last[1] : "idle", copy: (shown) => void copy(shown) };
}
