import { ReturnPage as Page, type Brought, type Opened } from "@niuniu/matter/web/receipt";
import { addStrings, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { SENT } from "./draft.ts";
import { loadThread } from "./parts.ts";
import en from "./strings/return/en.json" with { type: "json" };
import zh from "./strings/return/zh-CN.json" with { type: "json" };

// Both languages come with the page: apart they would be two more files, each with a hash in every page.
addStrings({ en, "zh-CN": zh });

/** Opens the report behind a receipt in any spelling, or behind the one in a saved file. Throws SealError or CallError. */
export async function openReceipt(brought: Brought): Promise<Opened> {
  const { openThread } = await loadThread();
  return openThread(brought);
}

/** Back with a receipt, in any of its spellings; or at `/report`, where a report was sent from this tab before. */
export function ReturnPage(): JSX.Element {
  return (
    <Page words="cases" sent={SENT} sentHere={location.pathname.startsWith("/report")} open={openReceipt}>
      <a href="/report">{t("cases.receipt.new")}</a>
    </Page>
  );
}
