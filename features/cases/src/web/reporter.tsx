import { addStrings, useLanguage, Frame } from "@niuniu/ui";
import type { JSX } from "preact";
import { Coming } from "./coming.tsx";
import { loadReturn } from "./load-return.ts";
import { PublicPage } from "./public-page.tsx";
import { ReportPage } from "./report-page.tsx";
import { useLoaded } from "./use-loaded.ts";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** Makes the words of the first screens known; to be called once. */
export function startReporter(): void {
  addStrings({ en, "zh-CN": zh });
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

/** The three pages a reporter meets, from one HTML, script and stylesheet. `path` has no slash at its end. */
export function Reporter(props: { readonly path: string }): JSX.Element {
  useLanguage();
  if (props.path === "/report") return <ReportPage />;
  if (props.path === "/return") return <Return />;
  return <PublicPage />;
}
