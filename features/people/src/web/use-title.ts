import { t } from "@niuniu/ui";
import { useEffect } from "preact/hooks";

/** Names the page in the browser's tab; never a case, never a person. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${t("ui.name")}`;
  }, [title]);
}
