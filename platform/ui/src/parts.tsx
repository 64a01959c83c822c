import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { CheckIcon } from "./icons.tsx";
import type { Tone } from "./notice.tsx";

interface Children {
  readonly children: ComponentChildren;
}

/** A sheet of paper on the page; with a title it is a region of its own. */
export function Card(props: Children & { readonly title?: string; readonly tone?: Tone | undefined }): JSX.Element {
  const id = useId();
  const tone = props.tone === undefined ? "" : ` tone-${props.tone}`;
  if (props.title === undefined) return <div class={`card${tone}`}>{props.children}</div>;
  return (
    <section class={`card${tone}`} aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** Quiet proof: a check and a few words. Nothing but a verification that succeeded may show it. */
export function CheckMark(props: Children): JSX.Element {
  return (
    <span class="check">
      <CheckIcon /> {props.children}
    </span>
  );
}

/** What stands for a face: the family name in Chinese, up to two initials otherwise. */
export function initialsOf(name: string): string {
  const letters = name.match(/(?<=^|\s)\S/gu) ?? [];
  const first = letters[0] ?? "";
  if (/\p{Script=Han}/u.test(first)) return first;
  return (first + (letters.length > 1 ? (letters.at(-1) ?? "") : "")).toUpperCase();
}

/** A disc with initials; decoration beside a name, so hidden from screen readers. */
export function Initials(props: { readonly name: string }): JSX.Element {
  return (
    <span class="initials" aria-hidden="true">
      {initialsOf(props.name)}
    </span>
  );
}

/** A name is nobody's to translate. */
const name = { class: "name", translate: false } as const;

/** A person as a row: initials, name, a line about them, and an act at the end. Where the line changes it is made anew, also translated. */
export function Person(props: {
  readonly name: string;
  readonly about: string;
  readonly struck?: boolean;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`person${props.struck === true ? " struck" : ""}`}>
      <Initials name={props.name} />
      <div class="grow">
        {props.struck === true ? <s {...name}>{props.name}</s> : <strong {...name}>{props.name}</strong>}
        <span class="soft block" key={props.about}>
          {props.about}
        </span>
      </div>
      {props.children}
    </div>
  );
}

/** Long work in words, with a bar where its end is known (`done` from 0 to 1). Read out as it changes. */
export function Progress(props: { readonly words: string; readonly done?: number | undefined }): JSX.Element {
  return (
    <div class="progress" role="status">
      <span>{props.words}</span>
      <progress aria-hidden="true" max={1} value={props.done} />
    </div>
  );
}
