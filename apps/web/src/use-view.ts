import { useEffect, useState } from "preact/hooks";
import type { Place } from "./desk-nav.tsx";

/** Where the desk stands: a page, and possibly a case beside it. */
export interface View {
  readonly place: Place;
  readonly name: string | null;
}

const start: View = { place: "owed", name: null };

/** A view in the history of the tab, with whose it is. */
interface Kept extends View {
  readonly of: string;
}

/**
 * The view, kept in the browser's session history so that "back" works. The address never changes: no case and no
 * page of the desk shall stand in a history list or on a projector. What another member looked at in this tab is not
 * shown to whoever signs in after them.
 */
export function useView(member: string): readonly [View, (view: View) => void] {
  const [view, setView] = useState<View>(start);
  useEffect(() => {
    const own = (next: View): Kept => ({ ...next, of: member });
    history.replaceState(own(start), "");
    const back = (event: PopStateEvent): void => {
      const kept = event.state as Kept | null;
      if (kept?.of === member) setView(kept);
      else {
        history.replaceState(own(start), "");
        setView(start);
      }
    };
    addEventListener("popstate", back);
    return () => {
      removeEventListener("popstate", back);
      history.replaceState(null, "");
    };
  }, [member]);
  return [
    view,
    (next) => {
      history.pushState({ ...next, of: member } satisfies Kept, "");
      setView(next);
      if (next.name === null) scrollTo(0, 0);
    },
  ];
}
