import type { Route } from "@niuniu/wire";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLive } from "../live.ts";
import { t } from "../text.ts";
import { useLoad } from "../use-load.ts";
import { useAreaKeys } from "./area-keys.ts";
import { useFocusKept } from "./focus.ts";
import { Guarded } from "./guarded.tsx";
import { Nav, waitingAt } from "./nav.tsx";
import { useOwnCounts } from "./own-counts.ts";
import type { Entered, Part } from "./place.ts";
import { useView } from "./use-view.ts";

/** How long it is said that something was updated, in ms. */
const SAID = 6_000;

/** What an area asks its server, in whose audience its people are. */
interface Asks {
  readonly counts: Route<undefined, Readonly<Record<string, number>>>;
  /** With `:topics`, which are the names of the area's features. */
  readonly changes: Route<undefined, AsyncIterable<string>>;
}

interface AreaProps<Inside extends Entered> {
  /** What it is called, in the navigation and in the title of the tab. */
  readonly title: string;
  /** Its own address. */
  readonly home: string;
  /** What its features show in it, in this order; at least one place. */
  readonly parts: readonly Part<Inside>[];
  /** Null where nothing counts, and no line tells of changes. */
  readonly asks: Asks | null;
  readonly inside: Inside;
  /** Whose it is: what one has looked at is not shown to the next in this tab. */
  readonly who: string;
  /** Who is in and how to leave, for the foot of the navigation. */
  readonly me: ComponentChildren;
}

/** A signed-in area: one navigation, one page, and what it opens beside it. It knows no feature. */
export function Area<Inside extends Entered>(props: AreaProps<Inside>): JSX.Element {
  const { inside, parts, asks } = props;
  const places = parts.flatMap((part) => part.places);
  const [first] = places;
  if (first === undefined) throw new Error("an area without a place");
  const [view, go] = useView(props.who, first.name);
  const { turn, fresh, up, next } = useTurns(props);
  const numbers = useLoad(
    () => (asks === null ? Promise.resolve(null) : inside.ask(asks.counts, undefined)),
    // Whoever goes to another page sees what waits now, not what waited when the line last spoke.
    `numbers ${turn} ${view.place}`,
  );
  const own = useOwnCounts();
  const place = places.find(({ name }) => name === view.place) ?? first;
  const back = (): void => go({ place: place.name, name: null });
  useAreaKeys(places, { go: (name) => go({ place: name, name: null }), back: view.name === null ? null : back });
  useFocusKept(view.name);
  const known = numbers.value === null ? null : { ...numbers.value, ...own };
  useTabTitle(props.title, waitingAt(first, known));
  const beside = view.name === null ? undefined : place.beside;
  return (
    <Around parts={parts} inside={inside}>
      <div class={`area${beside === undefined ? "" : " with-beside"}`}>
        <Nav
          title={props.title}
          home={props.home}
          places={places}
          current={place.name}
          numbers={known}
          me={props.me}
          line={fresh ? t("ui.area.updated") : up || asks === null ? "" : t("ui.area.line-down")}
          onGo={(name) => go({ place: name, name: null })}
        />
        <main>
          <div class="area-list">
            <Guarded>
              {places.map(
                ({ name, always: Always }) =>
                  Always !== undefined && (
                    <Always key={name} inside={inside} turn={turn} isHere={name === place.name} />
                  ),
              )}
            </Guarded>
            <Guarded key={place.name}>
              <place.page
                inside={inside}
                turn={turn}
                current={view.name}
                onOpen={(name) => go({ place: place.name, name })}
                onChanged={next}
              />
            </Guarded>
          </div>
          {view.name !== null && place.beside !== undefined && (
            <Guarded key={`${place.name} ${view.name}`}>
              <place.beside inside={inside} name={view.name} turn={turn} onClose={back} onChanged={next} />
            </Guarded>
          )}
        </main>
      </div>
    </Around>
  );
}

/** Names the tab; seen from another one it says how much waits on the first page, and nothing of what it is. */
function useTabTitle(title: string, waiting: number): void {
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ""}${title} · ${t("ui.name")}`;
  });
}

/** Each feature's own around all of the area, the first one outermost. */
function Around<Inside>(props: {
  readonly parts: readonly Part<Inside>[];
  readonly inside: Inside;
  readonly children: ComponentChildren;
}): JSX.Element {
  const around = (children: ComponentChildren, { around: One }: Part<Inside>): ComponentChildren =>
    One === undefined ? children : <One inside={props.inside}>{children}</One>;
  return <>{props.parts.reduceRight(around, props.children)}</>;
}

/** When to read again: at each word on the live line, and after an act of one's own. */
function useTurns<Inside extends Entered>({
  asks,
  inside,
  parts,
}: AreaProps<Inside>): {
  readonly turn: number;
  /** Whether something came over the line a moment ago. */
  readonly fresh: boolean;
  readonly up: boolean;
  readonly next: () => void;
} {
  const [turn, setTurn] = useState(0);
  const [fresh, setFresh] = useState(false);
  const next = (): void => setTurn((count) => count + 1);
  const changed = (): void => {
    next();
    setFresh(true);
  };
  const topics = parts.map(({ name }) => name).join(".");
  const up = useLive(asks?.changes ?? null, inside.authorization, { changed, refused: inside.refused }, { topics });
  useEffect(() => {
    if (!fresh) return undefined;
    const timer = setTimeout(() => setFresh(false), SAID);
    return () => clearTimeout(timer);
  }, [fresh, turn]);
  return { turn, fresh, up, next };
}
