import { useEffect, useState } from "preact/hooks";
import type { Place } from "./desk-nav.tsx";

/** Where the desk stands: a page, and possibly a case beside it. */
export interface View {
  readonly place: Place;
  readonly name: string | null;
}

const start: View = { place: "owed", name: null };

/**
 * The view, kept in the browser's session history so that "back" works. The address never changes: no case and no
 * page of the desk shall stand in a history list or on a projector.
 */
export function useView(): readonly [View, (view: View) => void] {
  const [view, setView] = useState<View>(start);
  useEffect(() => {
    history.replaceState(start, "");
    const back = (event: PopStateEvent): void => setView((event.state as View | null) ?? start);
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  return [
    view,
    (next) => {
      history.pushState(next, "");
      setView(next);
      if (next.name === null) scrollTo(0, 0);
    },
  ];
}
