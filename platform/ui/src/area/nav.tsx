import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Mark } from "../shell.tsx";
import { t } from "../text.ts";
import { KeysList } from "./keys-list.tsx";
import type { Place } from "./place.ts";

type Titled = Pick<Place<never>, "name" | "title" | "count">;

/** The navigation of an area: its pages with how much waits there, who is signed in, and whether the line is up. */
export function Nav(props: {
  /** What the area is called. */
  readonly title: string;
  /** The area's own address. */
  readonly home: string;
  readonly places: readonly Titled[];
  readonly current: string;
  /** By name; null while they are not known. */
  readonly numbers: Readonly<Record<string, number>> | null;
  /** Who is in, and how to leave. */
  readonly me: ComponentChildren;
  /** How the live line stands, in words. */
  readonly line: string;
  readonly onGo: (place: string) => void;
}): JSX.Element {
  const nav = useRef<HTMLElement>(null);
  const [all, setAll] = useState(false);
  const go = (place: string): void => {
    setAll(false);
    props.onGo(place);
  };
  // On a phone the places stand in one line: the one that is open is in sight.
  useEffect(() => {
    const open = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current === null || open === null || open === undefined) return;
    nav.current.scrollLeft = open.offsetLeft - (nav.current.clientWidth - open.offsetWidth) / 2;
  }, [props.current, props.numbers]);
  return (
    <header class="area-nav">
      <Mark href={props.home} />
      <nav aria-label={props.title} ref={nav} class={all ? "nav-all" : undefined}>
        <ul>
          {props.places.map((place) => (
            <li key={place.name}>
              <button
                type="button"
                class="nav-item"
                aria-current={place.name === props.current ? "page" : undefined}
                onClick={() => go(place.name)}
              >
                <span>{t(place.title)}</span>
                <Count of={place} numbers={props.numbers} />
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <button type="button" class="link nav-more" aria-expanded={all} onClick={() => setAll(!all)}>
        {t(all ? "ui.area.fewer" : "ui.area.all")}
      </button>
      <div class="area-me small soft">
        {props.me}
        <KeysList />
        <span class="block" role="status">
          {props.line}
        </span>
      </div>
    </header>
  );
}

/** How much waits at a place, by these numbers; 0 where it counts nothing, or they are not known. */
export const waitingAt = (
  { count = [] }: Pick<Titled, "count">,
  numbers: Readonly<Record<string, number>> | null,
): number => count.reduce((sum, name) => sum + (numbers?.[name] ?? 0), 0);

/** How much waits at a place; nothing where nothing does. */
function Count(props: {
  readonly of: Titled;
  readonly numbers: Readonly<Record<string, number>> | null;
}): JSX.Element | null {
  const { numbers, of } = props;
  const waiting = waitingAt(of, numbers);
  return waiting === 0 ? null : <span class="count">{waiting}</span>;
}
