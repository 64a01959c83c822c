import type { ComponentChildren, JSX } from "preact";
import type { Tone } from "./notice.tsx";

interface Children {
  readonly children: ComponentChildren;
}

/** A word in a rounded field; without a tone it is grey. */
export function Pill(props: Children & { readonly tone?: Tone | undefined }): JSX.Element {
  return <span class={`pill${props.tone === undefined ? "" : ` tone-${props.tone}`}`}>{props.children}</span>;
}

/** Something to read only if one wants to. */
export function More(props: Children & { readonly title: string }): JSX.Element {
  return (
    <details class="more">
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}
