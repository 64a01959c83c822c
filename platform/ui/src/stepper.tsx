import type { JSX } from "preact";
import { t } from "./text.ts";

/** Where one is in a short row of screens, counted from 1. */
export function Stepper(props: { readonly step: number; readonly of: number }): JSX.Element {
  return (
    <div class="stepper">
      <span class="unseen">{t("ui.step", { step: props.step, of: props.of })}</span>
      {Array.from({ length: props.of }, (_, index) => (
        <i key={index} class={index < props.step ? "past" : ""} aria-hidden="true" />
      ))}
    </div>
  );
}
