import { useEffect, useState } from "preact/hooks";

/** Where an area stands: one of its places, by name, and possibly something beside it. */
export interface View {
  readonly place: string;
  readonly name: string | null;
}

/** A view in the history of the tab, with whose it is. */
interface Kept extends View {
  readonly of: string;
}

/**
 * The view, kept in the browser's session history so that "back" works; it starts at the place named `first`. The address never
 * changes: no case and no page of an area shall stand in a history list or on a projector. What somebody else looked at in this
 * tab is not shown to whoever signs in after them.
 */
export function useView(who: string, first: string): readonly [View, (view: View) => void] {
  const start: View = { place: first, name: null };
  const [view, setView] = useState<View>(start);
  useEffect(() => {
    const own = (next: View): Kept => ({ ...next, of: who });
    history.replaceState(own(start), "");
    const back = (event: PopStateEvent): void => {
      const kept = event.state as Kept | null;
      if (kept?.of === who) setView(kept);
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
  }, [who]);
  return [
    view,
    (next) => {
      history.pushState({ ...next, of: who } satisfies Kept, "");
      setView(next);
      if (next.name === null) scrollTo(0, 0);
    },
  ];
}
