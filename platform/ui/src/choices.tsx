import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

/** A few exclusive answers, each a large row with its consequence in words. */
export function Choices<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly title: string; readonly hint?: string }[];
  readonly onChoose: (value: Value) => void;
}): JSX.Element {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{props.label}</legend>
      {props.choices.map((choice) => (
        <label class="choice" key={choice.value}>
          <input
            type="radio"
            name={name}
            checked={choice.value === props.value}
            onChange={() => props.onChoose(choice.value)}
          />
          <span>
            <strong>{choice.title}</strong>
            {choice.hint !== undefined && <span class="soft block">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** One yes or no. */
export function Check(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title: ComponentChildren;
  readonly hint?: string;
}): JSX.Element {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        {props.title}
        {props.hint !== undefined && <span class="soft block">{props.hint}</span>}
      </span>
    </label>
  );
}
