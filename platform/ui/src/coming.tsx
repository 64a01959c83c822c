import type { JSX } from "preact";
import { sentenceOf } from "./call-error.ts";
import { Button } from "./form.tsx";
import { Notice } from "./notice.tsx";
import { t } from "./text.ts";
import type { Loaded } from "./use-load.ts";

/** In the place of a part of the page that is not here yet, or did not come: why, and a way to try again. */
export function Coming({ error, again }: Pick<Loaded<unknown>, "error" | "again">): JSX.Element {
  if (error === null) return <p role="status">{t("ui.loading")}</p>;
  return (
    <Notice tone="owed">
      <p>{sentenceOf(error)}</p>
      <Button onClick={again}>{t("ui.again")}</Button>
    </Notice>
  );
}
