import { useRef, useState } from "preact/hooks";

/** One act at a time: whether it runs, and what went wrong the last time. */
export interface Acting {
  readonly busy: boolean;
  readonly error: unknown;
  /** Runs the act unless one is running already; answers whether it went well. */
  readonly run: (act: () => Promise<void>) => Promise<boolean>;
}

/** Keeps a second press from doing a thing twice, and what was typed from being lost when it fails. */
export function useAct(): Acting {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(false);
  const run = async (act: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await act();
      return true;
    } catch (reason) {
      setError(reason);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, error, run };
}
