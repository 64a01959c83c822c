import { LanguageSwitch, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Unlocked } from "./gate.tsx";

/** Who is signed in, when the key locks by itself, and how to leave. */
export function Me({ unlocked }: { readonly unlocked: Unlocked }): JSX.Element {
  return (
    <>
      <span class="block">
        <strong>{unlocked.me.name}</strong>
      </span>
      <span class="block">{unlocked.me.role}</span>
      <span class="block">{t("people.desk.locks", { minutes: unlocked.minutes })}</span>
      <span class="row">
        <button type="button" class="link" onClick={unlocked.lock}>
          {t("people.desk.lock")}
        </button>
        <button type="button" class="link" onClick={unlocked.signOut}>
          {t("people.sign-out")}
        </button>
        <LanguageSwitch />
      </span>
    </>
  );
}
