import { useCallback, useEffect, useState } from "preact/hooks";
import type { Loaded } from "./use-load.ts";

/** Fetches once the component stands and whenever `again` is called; `load` must be a stable function. Null fetches nothing yet. */
export function useLoaded<Value>(load: (() => Promise<Value>) | null): Loaded<Value> {
  const [state, setState] = useState<Omit<Loaded<Value>, "again">>({ value: null, error: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    if (load === null) return undefined;
    load().then(
      (value) => current && setState({ value, error: null }),
      (error: unknown) => current && setState({ value: null, error }),
    );
    return () => {
      current = false;
    };
  }, [load, attempt]);
  const again = useCallback(() => {
    setState({ value: null, error: null });
    setAttempt((count) => count + 1);
  }, []);
  return { ...state, again };
}
