import type { ComponentChildren, JSX } from "preact";
import { t } from "../text.ts";

/** A list under its column heads, which a screen reader hears from the rows themselves. */
export function List(props: {
  readonly label: string;
  /** What is over has no date to be missed: it stands under no heads. */
  readonly over?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      {props.over !== true && (
        <div class="list-heads soft small" aria-hidden="true">
          <span>{t("ui.area.head.when")}</span>
          <span>{t("ui.area.head.what")}</span>
          <span>{t("ui.area.head.name")}</span>
          <span>{t("ui.area.head.next")}</span>
        </div>
      )}
      <ul class="list" aria-label={props.label}>
        {props.children}
      </ul>
    </div>
  );
}

/** One row of a `List`: by when, what, which one, and what comes of it if the date is missed. The whole row opens it. */
export function ListRow(props: {
  readonly when: ComponentChildren;
  readonly what: string;
  /** More about it, in a smaller hand. */
  readonly aside: string;
  readonly name: string;
  readonly next: string;
  readonly current: boolean;
  readonly onOpen: () => void;
}): JSX.Element {
  return (
    <li>
      <button
        type="button"
        class="list-row"
        aria-current={props.current ? "true" : undefined}
        onClick={() => props.onOpen()}
      >
        <span class="row-when">{props.when}</span>
        {(props.what !== "" || props.aside !== "") && (
          <span class="row-what">
            {props.what !== "" && <strong>{props.what}</strong>}
            {props.aside !== "" && <span class="soft small block">{props.aside}</span>}
          </span>
        )}
        <span class="row-name code">{props.name}</span>
        {props.next !== "" && (
          <span class="row-next soft">
            {/* What stands under a head needs no beginning; without one, and to who hears it, it does. */}
            <span class="row-whole">{t("ui.area.next", { next: props.next })}</span>
            <span class="row-short" aria-hidden="true">
              {props.next}
            </span>
          </span>
        )}
      </button>
    </li>
  );
}
