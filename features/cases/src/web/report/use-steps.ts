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
    const by = now.current.step - here();
    if (going.current) return;
    for (let next = here() + 1; next <= Math.min(now.current.step, 4); next++) history.pushState(next, "");
    going.current = by < 0;
    if (going.current) history.go(by);
  };
  useEffect(follow, [step]);
  useEffect(() => {
    window.onpopstate = () => {
      if (going.current) {
        going.current = false;
        follow();
      } else if (here() !== now.current.step) now.current.go?.(here());
    };
    return () => {
      window.onpopstate = null;
    };
  }, []);
}
