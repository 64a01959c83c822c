import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** Something on its way from the server, or here, or not granted. The last value stays while it is asked for again. */
export interface Loaded<Value> {
  readonly value: Value | null;
  readonly error: unknown;
  readonly again: () => void;
}

/**
 * Loads when the component appears, whenever `key` changes, on `again`, and every `every` ms if that is given.
 * An answer that was overtaken by a later question is dropped.
 */
export function useLoad<Value>(load: () => Promise<Value>, key: string, every?: number): Loaded<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let current = true;
    latest.current().then(
      (loaded) => {
        if (!current) return;
        setValue(() => loaded);
        setError(null);
      },
      (reason: unknown) => {
        if (current) setError(reason);
      },
    );
    return () => {
      current = false;
    };
  }, [key, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    if (every === undefined) return undefined;
    const timer = setInterval(again, every);
    return () => clearInterval(timer);
  }, [every, again]);
  return { value, error, again };
}
