import type { ComponentChildren, JSX } from "preact";

/** The only meanings colour has: done or safe, owed, missed. */
export type Tone = "done" | "owed" | "missed";

/**
 * Something the person should know now. `missed` is read out at once (role alert), the others when there is quiet
 * (role status), so place a notice where it appears only after an act.
 */
export function Notice(props: {
  readonly tone: Tone;
  readonly title?: string | undefined;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`notice tone-${props.tone}`} role={props.tone === "missed" ? "alert" : "status"}>
      {props.title !== undefined && <strong class="block">{props.title}</strong>}
      {props.children}
    </div>
  );
}
