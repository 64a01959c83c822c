/** Where a browser keeps something for a page. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "clear">;

/**
 * A shelf that may be full or forbidden: then it keeps nothing and holds nothing, and no page stops for that. Whoever forbids
 * pages to keep anything comes for the first time every time.
 */
export function forgiving(open: () => Shelf): Shelf {
  const tried = <Value>(act: (shelf: Shelf) => Value): Value | null => {
    try {
      return act(open());
    } catch {
      return null;
    }
  };
  return {
    getItem: (key) => tried((shelf) => shelf.getItem(key)),
    setItem: (key, value) => void tried((shelf) => shelf.setItem(key, value)),
    removeItem: (key) => void tried((shelf) => shelf.removeItem(key)),
    clear: () => void tried((shelf) => shelf.clear()),
  };
}

/** What ends with this tab. */
export const tab = forgiving(() => sessionStorage);

/** What stays on this device. */
export const device = forgiving(() => localStorage);
