import type { JSX } from "preact";

/** What a list can be narrowed to, each on or off; several together narrow it further. */
export function Narrow<One extends string>(props: {
  readonly label: string;
  readonly sorts: readonly { readonly value: One; readonly title: string }[];
  readonly chosen: readonly One[];
  readonly onChoose: (chosen: readonly One[]) => void;
}): JSX.Element {
  const { chosen } = props;
  return (
    <div class="row" role="group" aria-label={props.label}>
      {props.sorts.map(({ value, title }) => {
        const on = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            class="segment-button small"
            aria-pressed={on}
            onClick={() => props.onChoose(on ? chosen.filter((one) => one !== value) : [...chosen, value])}
          >
            {title}
          </button>
        );
      })}
    </div>
  );
}
