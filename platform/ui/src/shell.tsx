import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isComposing } from "./composing.ts";
import { OxIcon } from "./icons.tsx";
import { chooseLanguage, language } from "./language.ts";
import { tab } from "./shelves.ts";
import { t } from "./text.ts";

const PRESSES = 3;
const PRESS_WINDOW = 1_500;

const LEFT = "niuniu.left";

/**
 * Leaves at once: empties the screen, forgets this tab's draft, and puts an empty page in the place of this one, so that
 * "back" does not return here. Asks nobody, waits for nothing, and calls no other server.
 */
export function leave(): void {
  document.body.replaceChildren();
  document.title = "";
  // A page may ask before it is closed; leaving quickly is never asked about.
  window.onbeforeunload = null;
  tab.clear();
  tab.setItem(LEFT, "1");
  location.replace("about:blank");
}

const leftBefore = (back: boolean): void => {
  if (tab.getItem(LEFT) === null) return;
  if (back) leave();
  else tab.removeItem(LEFT);
};

/**
 * A page that stood in this tab before somebody left quickly is left too when "back" or "forward" comes to it, before anything is shown: it can
 * take away no entry of the tab's history but its own. Whoever comes anew, by an address or a link, is shown what they came for.
 */
export function stayLeft(): void {
  const entry = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  leftBefore(entry?.type === "back_forward");
  // What the browser kept as it stood is not begun again.
  addEventListener("pageshow", ({ persisted }) => persisted && leftBefore(true));
}

/** The way out on every reporter page; Escape pressed three times does the same. */
export function QuickExit(): JSX.Element {
  useEffect(() => {
    let presses: number[] = [];
    const onKey = (event: KeyboardEvent): void => {
      // A key that is held is one press.
      if (event.key !== "Escape" || event.repeat || isComposing(event)) return;
      presses = [...presses.filter((at) => event.timeStamp - at < PRESS_WINDOW), event.timeStamp];
      if (presses.length >= PRESSES) leave();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <button type="button" class="exit" onClick={leave} title={t("ui.exit-hint")}>
      {t("ui.exit")}
    </button>
  );
}

/** Goes to the other language; names it in that language. */
export function LanguageSwitch(): JSX.Element {
  const other = language() === "en" ? "zh-CN" : "en";
  return (
    <button type="button" class="link" lang={other} onClick={() => void chooseLanguage(other)}>
      {other === "en" ? "English" : "中文"}
    </button>
  );
}

/** The mark and the name, leading home. */
export function Mark(props: { readonly href?: string }): JSX.Element {
  return (
    <a class="mark" href={props.href ?? "/"} aria-label={t("ui.name")}>
      <OxIcon />
      <span>{t("ui.name")}</span>
    </a>
  );
}

/** The head of every page. */
export function TopBar(props: { readonly children?: ComponentChildren }): JSX.Element {
  return (
    <header class="top">
      <Mark />
      <nav class="row" aria-label={t("ui.nav")}>
        {props.children}
        <LanguageSwitch />
      </nav>
    </header>
  );
}
