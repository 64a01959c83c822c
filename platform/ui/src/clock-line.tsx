import type { ComponentChildren, JSX } from "preact";
import { addStrings, t } from "./text.ts";
import en from "./strings/clock/en.json" with { type: "json" };
import zh from "./strings/clock/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

/** `done` happened, `missed` should have, `owed` is promised with a date, `plain` is none of the three. */
export type ClockState = "done" | "missed" | "owed" | "plain";

/**
 * The clock line: what happened, what was missed, what is owed next, oldest first. The same line tells the story to the
 * reporter, the handler and the public. Each step says its state in words too, for those who see no colour.
 */
export function ClockLine(props: { readonly label: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <ol class="clock" aria-label={props.label}>
      {props.children}
    </ol>
  );
}

/** One step. For `owed`, the children say who, by when, and what happens if it is missed. */
export function ClockStep(props: {
  readonly state: ClockState;
  readonly title: ComponentChildren;
  /** Day or date, already written for people. */
  readonly when?: ComponentChildren;
  /** A check mark or pill. */
  readonly mark?: ComponentChildren;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <li class={`step step-${props.state}`}>
      <div class={props.state === "owed" ? "notice tone-owed" : "tell"}>
        {props.state !== "plain" && <span class="unseen">{t(`ui.state.${props.state}`)}</span>}
        <strong class="what">{props.title}</strong>
        {props.when !== undefined && " "}
        {props.when !== undefined && <span class="soft when">{props.when}</span>}
        {props.mark !== undefined && " "}
        {props.mark !== undefined && <span class="when">{props.mark}</span>}
        {props.children}
      </div>
    </li>
  );
}
