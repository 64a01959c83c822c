import { useEffect, useRef } from "preact/hooks";

/** Does it once the page that was just asked for is drawn. */
const drawn = (then: () => void): void => void requestAnimationFrame(() => setTimeout(then));

/** Whether nothing has the focus: what had it is gone. */
const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

function toHeading(): void {
  const heading = document.querySelector<HTMLElement>(".area-list .place > h1");
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus();
}

/** The heading of the page that is asked for: what a keyboard goes on from, and what is read out. */
export const focusHeading = (): void => drawn(toHeading);

/** Goes to the search of the page that is shown; false where it has none, or none in sight. */
export function toSearch(): boolean {
  const input = document.querySelector<HTMLElement>(".area-list search input");
  if (input?.offsetParent == null) return false;
  input.focus();
  return true;
}

/** Out of the search: to the first row that is shown, else to the heading, so that the focus is never nowhere. */
export function leaveSearch(): void {
  const row = document.querySelector<HTMLElement>(".area-list .list-row");
  if (row === null) toHeading();
  else row.focus();
}

/** The search of the page that is asked for. */
export const focusSearch = (): void => drawn(toSearch);

/**
 * Whoever comes in goes on from the heading; and from where they were in the list, once what they opened beside it (`name`) is closed and nothing
 * else has the focus.
 */
export function useFocusKept(name: string | null): void {
  const opener = useRef<HTMLElement | null>(null);
  const before = useRef<string | null>(null);
  // Read while it is drawn: what opened it has the focus until something else takes it.
  if (name !== null && name !== before.current && document.activeElement instanceof HTMLElement)
    opener.current = document.activeElement;
  useEffect(() => {
    if (isNowhere()) toHeading();
  }, []);
  useEffect(() => {
    const closed = before.current !== null && name === null;
    before.current = name;
    if (closed && isNowhere() && opener.current?.isConnected === true) opener.current.focus();
  }, [name]);
}
