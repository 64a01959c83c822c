import { useState } from "preact/hooks";

/** Stops a text that seems to hold a receipt, until its author says that it holds none. */
export interface ReceiptCheck {
  /** Something was found in the text as it is now. */
  readonly found: boolean;
  /** Looks at a text that is about to go out; answers whether to stop. */
  readonly stops: (text: string) => Promise<boolean>;
  /** To be called when the text changes, or was sent. */
  readonly clear: () => void;
}

/** `holds` says whether a text holds a receipt. Where it cannot, because a part of the page did not come, nothing is stopped. */
export function useReceiptCheck(holds: (text: string) => Promise<boolean>): ReceiptCheck {
  const [found, setFound] = useState(false);
  return {
    found,
    stops: async (text) => {
      const stop = await holds(text).catch(() => false);
      setFound(stop);
      return stop;
    },
    clear: () => setFound(false),
  };
}
