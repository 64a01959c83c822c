import { useEffect, useRef } from "preact/hooks";

/** Where this page stands in the tab's history: the number of a step. */
const here = (): number => Number(history.state ?? 1);

/**
 * The browser's own way back leads one step back and not out of the form: each step is an entry in the tab's history, which
 * says nothing but its number. `go` is null where there is no way back any more.
 */
export function useSteps(step: number, go: ((step: number) => void) | null): void {
  const now = useRef({ step, go });
  now.current = { step, go };
  useEffect(() => {
    for (let next = here() + 1; next <= Math.min(step, 4); next++) history.pushState(next, "");
    if (step < here()) history.go(step - here());
  }, [step]);
  useEffect(() => {
    const onMove = (): void => {
      if (here() !== now.current.step) now.current.go?.(here());
    };
    addEventListener("popstate", onMove);
    return () => removeEventListener("popstate", onMove);
  }, []);
}
