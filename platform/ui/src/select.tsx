import type { JSX } from "preact";
import { useId } from "preact/hooks";

/** One of a list that is too long to lay out. A `value` that is no option's shows `unchosen`, with which nothing is chosen yet. */
export function Select(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChoose: (value: string) => void;
  /** What stands there while nothing is chosen; its value is empty. */
  readonly unchosen?: string;
  /** What is wrong and what to do; read out and tied to the list. */
  readonly error?: string | null;
}): JSX.Element {
  const { unchosen, error = null } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        aria-describedby={`${id}-error`}
        aria-invalid={error !== null}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        {unchosen !== undefined && <option value="">{unchosen}</option>}
        {props.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <p class="error" id={`${id}-error`} role="alert">
        {error ?? ""}
      </p>
    </div>
  );
}
