import { addStrings, Coming, Frame, LinkButton, t, tab, useLoaded } from "@niuniu/ui";
import type { FirstPart } from "@niuniu/ui/front";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { SENT } from "./draft.ts";
import { Foot } from "./foot.tsx";
import { loadSeldom } from "./later.ts";
import { loadReturn } from "./load-return.ts";
import { loadReport, loadThread } from "./parts.ts";
import { ReportPage } from "./report-page.tsx";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** The two ways in. */
function Acts(): JSX.Element {
  return (
    <>
      <LinkButton kind="main" href="/report">
        {t("cases.front.report")}
      </LinkButton>
      <LinkButton href="/return">{t("cases.front.return")}</LinkButton>
    </>
  );
}

/** What somebody comes back to; nobody who reports needs it. */
function Return(): JSX.Element {
  const page = useLoaded(loadReturn);
  if (page.value !== null) return <page.value.ReturnPage />;
  return (
    <Frame>
      <Coming {...page} />
    </Frame>
  );
}

/** The form; loaded again, or gone back to, after a report was sent from it: not an empty one, but the way to that report. */
function Report(): JSX.Element {
  const [sent] = useState(() => history.state === 0 || tab.getItem(SENT) !== null);
  return sent ? <Return /> : <ReportPage />;
}

/** What the public pages have of reports at once. */
export const cases: FirstPart = {
  start: () => addStrings({ en, "zh-CN": zh }),
  Acts,
  Foot,
  pages: { "/report": Report, "/return": Return },
  fetchRest: () => [loadReport(), loadReturn(), loadThread(), loadSeldom()],
};
