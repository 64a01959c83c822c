import type { JSX } from "preact";

/** English words as they stand on paper: never translated, read out as English. */
export function Words(props: { readonly words: string }): JSX.Element {
  return (
    <p class="words code" lang="en" translate={false}>
      {props.words}
    </p>
  );
}
