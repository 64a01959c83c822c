import type { Seen } from "@niuniu/trust";
import { CheckMark, device, keeps, t, Words } from "@niuniu/ui";
import type { JSX } from "preact";

/** The words to compare with those on paper; nothing where the committee is not to be believed anyway. */
export function EightWords({ seen }: { readonly seen: Seen }): JSX.Element | null {
  const { look } = seen;
  if (look.state !== "checked" && look.state !== "waiting" && look.state !== "unknown") return null;
  return (
    <section class="card">
      <h2>{t("people.front.words")}</h2>
      {look.state === "checked" ? (
        <Words words={look.words} />
      ) : (
        <p class="soft">{t(look.state === "waiting" ? "people.front.words-wait" : "people.front.words-failed")}</p>
      )}
      <p class="hint">{t("people.front.words-more")}</p>
      {look.state === "checked" && look.pinned === "same" && <CheckMark>{t("people.front.same")}</CheckMark>}
      {!keeps(device) && <p class="hint">{t("people.front.keeps-nothing")}</p>}
    </section>
  );
}
