import { Button, Notice, sentenceOf, t, type Loaded } from "@niuniu/ui";
import type { JSX } from "preact";

/** In the place of a part of the page that is not here yet, or did not come: why, and a way to try again. */
export function Coming({ error, again }: Pick<Loaded<unknown>, "error" | "again">): JSX.Element {
  if (error === null) return <p role="status">{t("cases.loading")}</p>;
  return (
    <Notice tone="owed">
      <p>{sentenceOf(error)}</p>
      <Button onClick={again}>{t("ui.again")}</Button>
    </Notice>
  );
}
