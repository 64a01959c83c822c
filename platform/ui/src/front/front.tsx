import type { JSX } from "preact";
import { inOrder, type FrontPart } from "./part.ts";

/** Places whose pieces stand side by side where there is room. */
const SIDE_BY_SIDE: ReadonlySet<string> = new Set(["how", "limits"]);

/** What the features show on the public page, place by place; within one in the order of the features. It knows none of them. */
export function Front<Seen>(props: { readonly parts: readonly FrontPart<Seen>[]; readonly seen: Seen }): JSX.Element {
  return (
    <>
      {inOrder(props.parts).map(({ place, pieces }) => {
        const shown = pieces.map((Piece, at) => <Piece key={at} seen={props.seen} />);
        return SIDE_BY_SIDE.has(place) ? <div class="halves">{shown}</div> : shown;
      })}
    </>
  );
}
