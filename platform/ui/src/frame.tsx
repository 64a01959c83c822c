import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { LanguageSwitch, Mark, QuickExit } from "./shell.tsx";

/** Every page of people who are not signed in: the mark, the language, the way out, and what it is about. */
export function Frame(props: { readonly broad?: boolean; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class={`page${props.broad === true ? " broad" : ""}`}>
      <header class="top">
        <Mark />
        <div class="row">
          <LanguageSwitch />
          <QuickExit />
        </div>
      </header>
      <main>{props.children}</main>
    </div>
  );
}

/**
 * The heading of a screen. When `of` changes, or at once where it is `fresh`, it takes the focus, so that a new screen is
 * read out from its beginning.
 */
export function Heading(props: {
  readonly of: string | number;
  readonly fresh?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<string | number | null>(props.fresh === true ? null : props.of);
  useEffect(() => {
    if (shown.current === props.of) return;
    shown.current = props.of;
    heading.current?.focus();
    scrollTo(0, 0);
  }, [props.of]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {props.children}
    </h1>
  );
}
