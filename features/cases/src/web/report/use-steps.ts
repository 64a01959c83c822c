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
  // The browser goes back a moment later: who presses twice meanwhile is not to be taken back three steps.
  const going = useRef(false);
  const follow = (): void => {
    if (going.current) return;
    const to = now.current.step;
    for (let next = here() + 1; next <= Math.min(to, 4); next++) history.pushState(next, "");
    going.current = to < here();
    if (going.current) history.go(to - here());
  };
  useEffect(follow, [step]);
  useEffect(() => {
    const onMove = (): void => {
      if (!going.current) {
        if (here() !== now.current.step) now.current.go?.(here());
        return;
      }
      going.current = false;
      follow();
    };
    addEventListener("popstate", onMove);
    return () => removeEventListener("popstate", onMove);
  }, []);
}
