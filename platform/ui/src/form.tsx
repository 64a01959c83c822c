import type { ComponentChildren, JSX, Ref } from "preact";
import { useId, useRef } from "preact/hooks";
import { t } from "./text.ts";

interface ButtonProps {
  readonly children: ComponentChildren;
  /** `main` once a screen; `plain` for everything beside it; `quiet` inside lists; `danger` for what cannot be undone. */
  readonly kind?: "main" | "plain" | "quiet" | "danger";
  readonly type?: "button" | "submit";
  /** Words shown and read out while the act runs; meanwhile a second press does nothing. */
  readonly busy?: string | null | undefined;
  readonly onClick?: (() => void) | undefined;
  readonly label?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly wide?: boolean | undefined;
}

/** A button that never falls silent: instead of being disabled it says why it waits. At least 44 px high. */
export function Button(props: ButtonProps): JSX.Element {
  const busy = props.busy ?? null;
  return (
    <button
      type={props.type ?? "button"}
      class={`button button-${props.kind ?? "plain"}${props.wide === true ? " wide" : ""}`}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-busy={busy !== null}
      onClick={(event) => {
        if (busy !== null) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {busy ?? props.children}
    </button>
  );
}

/** A link that looks like a button, for going to another page. */
export function LinkButton(props: {
  readonly href: string;
  readonly kind?: "main" | "plain" | "quiet";
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <a class={`button button-${props.kind ?? "plain"}`} href={props.href}>
      {props.children}
    </a>
  );
}

/**
 * A form whose button always does something: after a try to send, the first field in which something is missing or wrong has
 * the focus, and is read out with what is wrong. `onSubmit` may take its time to find out.
 */
export function Form(props: {
  readonly onSubmit: () => void | Promise<void>;
  readonly children: ComponentChildren;
}): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const send = async (): Promise<void> => {
    await props.onSubmit();
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {props.children}
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: ComponentChildren;
  /** What is wrong and what to do; read out and tied to the field. */
  readonly error?: string | null | undefined;
  readonly optional?: boolean;
  readonly name?: string;
  readonly placeholder?: string | undefined;
}

function frame(props: FieldProps, id: string, control: JSX.Element): JSX.Element {
  return (
    <div class="field">
      <label for={id}>
        {props.label}
        {props.optional === true && <span class="soft"> {t("ui.optional")}</span>}
      </label>
      {props.hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {control}
      <p class="error" id={`${id}-error`} role="alert">
        {props.error ?? ""}
      </p>
    </div>
  );
}

const described = (props: FieldProps, id: string): string =>
  `${props.hint === undefined ? "" : `${id}-hint `}${id}-error`;

/** One line of text with its label, hint and error. */
export function Field(
  props: FieldProps & {
    readonly type?: "text" | "password" | "date" | "email";
    readonly autocomplete?: "off" | "username" | "current-password" | "new-password";
    readonly code?: boolean;
    readonly inputRef?: Ref<HTMLInputElement>;
  },
): JSX.Element {
  const id = useId();
  // Preact types each kind of input on its own and takes no union of them.
  const type = (props.type ?? "text") as "text";
  return frame(
    props,
    id,
    <input
      id={id}
      ref={props.inputRef ?? null}
      class={props.code === true ? "code" : undefined}
      type={type}
      name={props.name}
      value={props.value}
      placeholder={props.placeholder}
      autocomplete={props.autocomplete ?? "off"}
      autocapitalize={props.code === true ? "off" : undefined}
      spellcheck={props.code === true ? false : undefined}
      aria-describedby={described(props, id)}
      aria-invalid={props.error !== undefined && props.error !== null}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />,
  );
}

/** Several lines of text with label, hint and error; grows with what is typed where the browser can. */
export function TextArea(
  props: FieldProps & {
    readonly rows?: number;
    readonly code?: boolean;
    /** The label is for screen readers only: the heading above says the same. */
    readonly bare?: boolean;
    readonly areaRef?: Ref<HTMLTextAreaElement>;
  },
): JSX.Element {
  const id = useId();
  const area = (
    <textarea
      id={id}
      ref={props.areaRef ?? null}
      class={props.code === true ? "code" : undefined}
      name={props.name}
      rows={props.rows ?? 5}
      value={props.value}
      placeholder={props.placeholder}
      autocomplete="off"
      autocapitalize={props.code === true ? "off" : undefined}
      spellcheck={props.code === true ? false : undefined}
      aria-describedby={described(props, id)}
      aria-invalid={props.error !== undefined && props.error !== null}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
  return props.bare === true ? <div class="bare">{frame(props, id, area)}</div> : frame(props, id, area);
}
