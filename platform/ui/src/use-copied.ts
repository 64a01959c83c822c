import { useState } from "preact/hooks";

/** A way to copy a text, and how the last try went. Where it failed the text is to be selected by hand. */
interface Copying {
  readonly copied: "idle" | "done" | "failed";
  readonly copy: () => void;
}

/** Copies `text` when asked to. */
export function useCopied(text: string): Copying {
  const [copied, setCopied] = useState<Copying["copied"]>("idle");
  const copy = (): void => {
    // Absent outside https and localhost, whatever the types say.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard === undefined) setCopied("failed");
    else
      clipboard.writeText(text).then(
        () => setCopied("done"),
        () => setCopied("failed"),
      );
  };
  return { copied, copy };
}
