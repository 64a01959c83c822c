import { useLayoutEffect, useRef } from "preact/hooks";

/** Where this page stands in the tab's history: the number of a step. */
const here = (): number => Number(history.state ?? 1);

/**
 * The browser's own way back leads one step back and not out of the form: each step is an entry in the tab's history, which
 * says nothing but its number. `go` is null where there is no way back any more.
 */
export function useSteps(step: number, go: ((step: number) => void) | null): void {
  // The browser goes back a moment later: who presses twice meanwhile is not to be taken back three steps.
  const going = useRef(false);
  // The history knows a step before anybody sees it: a page that is thrown away in the next frame comes back at the same place.
  useLayoutEffect(() => {
    const follow = (): void => {
      if (going.current) return;
      for (let next = here() + 1; next <= Math.min(step, 4); next++) history.pushState(next, "");
      going.current = step < here();
      if (going.current) history.go(step - here());
    };
    follow();
    window.onpopstate = () => {
      if (going.current) {
        going.current = false;
        follow();
      } else if (here() !== step) go?.(here());
    };
    return () => {
      window.onpopstate = null;
    };
  });
}
